// The preview of a sale: what the console sends to this page in its frame, and the panel that it shows.
import type { Order, Sale } from '@penstock/contract';
import type { Say } from '../language/say.ts';
import { orderPanel } from '../order/order-panel.ts';
import type { Panel } from '../panel.ts';
import type { SalePanelFacts } from '../sale/sale-panel.ts';
import { salePanel } from '../sale/sale-panel.ts';
import { saleStage } from '../sale/sale-stage.ts';

/** A sale at a moment of its life; `reserved` shows what whoever got a unit sees. */
export type Preview = {
  readonly moment: 'far' | 'near' | 'open' | 'reserved' | 'all-held' | 'sold-out' | 'paused' | 'ended';
  readonly sale: Sale;
};

/** Milliseconds before the opening at which the two pictures of the time before it are taken. */
const beforeMs: { readonly [moment in Preview['moment']]?: number } = { far: 26 * 3_600_000, near: 5 * 60_000 };

const kind = 'penstock-preview';

/** Tells whoever frames this page that it listens. */
export const announcePreview = (): void => parent.postMessage({ kind }, location.origin);

/** The preview of a message; undefined for messages of others. */
export function readPreview(event: MessageEvent): Preview | undefined {
  if (event.origin !== location.origin || event.source !== parent) return undefined;
  return event.data?.kind === kind && event.data.sale !== undefined ? event.data : undefined;
}

/** The panel at that moment. The time stands still. */
export function previewPanel({ moment, sale }: Preview, say: Say): Panel | undefined {
  const variant = sale.variants[0];
  if (variant === undefined) return undefined;
  const opensAtMs = Date.parse(sale.opensAt);
  const nowMs = opensAtMs - (beforeMs[moment] ?? 0);
  const paymentWindowMs = sale.paymentWindowSeconds * 1_000;
  if (moment === 'reserved') {
    const order: Order = {
      orderId: '',
      saleId: sale.saleId,
      sku: variant.sku,
      unit: 1,
      buyerId: '',
      status: 'awaiting_payment',
      priceMinor: variant.priceMinor,
      currency: variant.currency,
      placedAt: sale.opensAt,
      payBy: new Date(nowMs + paymentWindowMs).toISOString(),
    };
    return orderPanel('awaiting_payment', { order, nowMs, isPaying: false, isOwnPage: false }, say);
  }
  const facts: SalePanelFacts = {
    phase: sale.phase,
    opensAtMs,
    closesAtMs: sale.closesAt === null || moment === 'ended' ? undefined : Date.parse(sale.closesAt),
    available: variant.available,
    held: variant.held,
    liveOrders: 0,
    nowMs,
    armDelayMs: 0,
    steadyMs: 0,
    flight: { kind: 'idle' },
    isSignedOut: false,
    isWatching: false,
    units: variant.units,
    perBuyer: sale.perBuyer,
    paymentWindowMs,
    mayReturnFromMs: undefined,
  };
  return salePanel(saleStage(facts), facts, say);
}
