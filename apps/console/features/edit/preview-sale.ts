// A sale as shoppers will see it, made of a form that is still being written, at any moment of its life.
import type { Sale, SalePhase } from '@penstock/contract';
import { readLocal } from './local-time.ts';
import { readPrice } from './price-text.ts';
import { readUnits } from './read-units.ts';
import type { SaleForm, VariantForm } from './sale-form.ts';

/** The moments that the preview shows, in the order of a sale's life. */
export const previewMoments = ['far', 'near', 'open', 'reserved', 'all-held', 'sold-out', 'paused', 'ended'] as const;

export type PreviewMoment = (typeof previewMoments)[number];

const phases: { readonly [moment in PreviewMoment]: SalePhase } = {
  far: 'scheduled',
  near: 'scheduled',
  open: 'open',
  reserved: 'open',
  'all-held': 'all-held',
  'sold-out': 'sold-out',
  paused: 'paused',
  ended: 'ended',
};

/** The sale at a moment. What is not written yet is left empty, never made up; no time chosen counts as now. */
export function previewSale(form: SaleForm, moment: PreviewMoment, nowMs: number): Sale {
  const instant = (text: string): string => new Date(readLocal(text, form.zone) ?? nowMs).toISOString();
  return {
    saleId: form.saleId,
    title: form.title,
    phase: phases[moment],
    opensAt: instant(form.opensAt),
    closesAt: form.hasEnd ? instant(form.closesAt) : null,
    serverTime: new Date(nowMs).toISOString(),
    perBuyer: readUnits(form.perBuyer) ?? 1,
    paymentWindowSeconds: Math.max(1, Math.round(Number(form.windowMinutes) * 60) || 1),
    variants: form.variants.map((variant) => previewVariant(variant, moment)),
  };
}

function previewVariant(variant: VariantForm, moment: PreviewMoment): Sale['variants'][number] {
  const units = readUnits(variant.units) ?? 0;
  const [held, sold] = moment === 'all-held' ? [units, 0] : moment === 'sold-out' ? [0, units] : [0, 0];
  return {
    sku: variant.sku,
    title: variant.title === '' ? variant.sku : variant.title,
    priceMinor: readPrice(variant.price, variant.currency) ?? 0,
    currency: /^[A-Z]{3}$/.test(variant.currency) ? variant.currency : 'XXX',
    ...(variant.imageUrl !== '' && { imageUrl: variant.imageUrl }),
    units,
    available: units - held - sold,
    held,
    sold,
  };
}
