// What an act would do, in numbers, before anybody confirms it: the sentence and what stands in its places.
import type { AdminSale } from '@penstock/contract';
import type { TextValues } from '@penstock/web';
import type { Say } from '../language/say.ts';
import type { SaleAct } from './sale-acts.ts';
import type { SaleCondition } from './sale-condition.ts';

/** The acts that a dialog asks about; the others have pages of their own. */
export const askedActs = [
  'pause',
  'resume',
  'add-stock',
  'take-stock',
  'extend',
  'close',
  'withdraw',
  'rebuild',
] as const;

export type AskedAct = Extract<SaleAct, (typeof askedActs)[number]>;

/** What a person wrote into the dialog, as far as it is known. */
export type ActInput = {
  readonly sku: string;
  readonly units: number | undefined;
  readonly untilMs: number | undefined;
};

type Counts = { readonly units: number; readonly available: number; readonly held: number; readonly sold: number };

const sumOf = (variants: readonly Counts[], name: keyof Counts): number =>
  variants.reduce((sum, variant) => sum + variant[name], 0);

/** The consequence in a sentence of the language. */
export function consequence(
  act: AskedAct,
  { sale, condition, input }: { readonly sale: AdminSale; readonly condition: SaleCondition; readonly input: ActInput },
  say: Say,
): string {
  const isEarly = condition === 'draft' || condition === 'scheduled' || condition === 'paused-early';
  const variant = sale.variants.find(({ sku }) => sku === input.sku);
  const { units = 0, available = 0 } = variant ?? {};
  const changed = input.units ?? 0;
  const values: TextValues = {
    free: say.count(sumOf(sale.variants, 'available')),
    held: say.count(sumOf(sale.variants, 'held')),
    sold: say.count(sumOf(sale.variants, 'sold')),
    units: say.count(units),
    more: say.count(changed),
    total: say.count(act === 'take-stock' ? units - changed : units + changed),
    own: say.count(available),
    rest: say.count(Math.max(0, available - changed)),
    from: sale.closesAt === null ? say.t('when.no-end') : say.instant(Date.parse(sale.closesAt)),
    until: input.untilMs === undefined ? '…' : say.instant(input.untilMs),
    span: spanText(sale, input, say),
  };
  switch (act) {
    case 'pause':
    case 'resume':
    case 'close':
    case 'add-stock':
      return say.t(isEarly ? `act.${act}.will-early` : `act.${act}.will`, values);
    case 'take-stock':
    case 'extend':
    case 'withdraw':
    case 'rebuild':
      return say.t(`act.${act}.will`, values);
  }
}

function spanText({ closesAt }: AdminSale, { untilMs }: ActInput, say: Say): string {
  if (closesAt === null || untilMs === undefined) return '';
  const moreMs = untilMs - Date.parse(closesAt);
  return say.t(moreMs >= 0 ? 'act.extend.later' : 'act.extend.earlier', { span: say.span(Math.abs(moreMs)) });
}
