// What a field is called on its form, by the path at which the HTTP interface has it.
import type { TextKey } from '../../texts/en.ts';
import type { Say } from './say.ts';

const labels: ReadonlyMap<string, TextKey> = new Map([
  ['title', 'edit.title'],
  ['saleId', 'edit.id'],
  ['sku', 'edit.sku'],
  ['units', 'sale.units'],
  ['delta', 'sale.units'],
  ['priceMinor', 'order.price'],
  ['currency', 'edit.currency'],
  ['imageUrl', 'edit.picture'],
  ['variants', 'sale.variant'],
  ['opensAt', 'sale.opens'],
  ['closesAt', 'sale.closes'],
  ['perBuyer', 'edit.per-buyer'],
  ['paymentWindowSeconds', 'edit.window'],
  ['reason', 'act.reason'],
  ['name', 'sign-in.name'],
  ['password', 'sign-in.password'],
  ['role', 'operators.role'],
  ['disabled', 'sale.state'],
]);

const inVariant = /^\/variants\/(\d+)\/(\w+)$/;

/** Undefined for what no form has. */
export function fieldLabel(path: string, say: Say): string | undefined {
  const variant = inVariant.exec(path);
  if (variant === null) return labelOf(path.replace(/^\//, ''), say);
  const [, index, field = ''] = variant;
  const label = field === 'title' ? say.t('edit.variant-title') : labelOf(field, say);
  return label === undefined ? undefined : `${say.t('edit.variant', { number: Number(index) + 1 })} · ${label}`;
}

function labelOf(field: string, say: Say): string | undefined {
  const key = labels.get(field);
  return key === undefined ? undefined : say.t(key);
}
