import type { Order } from '../domain/order.ts';
import { issuedAtMs } from '../domain/order-id.ts';
import { isFailure } from '../failures.ts';
import { lostAfterMs } from '../limits.ts';
import type { Gate, GateView } from '../ports/gate.ts';
import type { Ids } from '../ports/ids.ts';
import type { LostOrder, OrderBook } from '../ports/ledger.ts';
import type { SaleCatalog } from './sale-catalog.ts';

export type FindPorts = {
  readonly gate: Pick<Gate, 'order'>;
  readonly view: Pick<GateView, 'nowMs'>;
  readonly ledger: Pick<OrderBook, 'order' | 'refuseLost'>;
  readonly ids: Pick<Ids, 'isIssued'>;
  readonly catalog: Pick<SaleCatalog, 'allPublished'>;
};

/**
 * A buyer's order by its id. Every id that was issued to this buyer is known, also one that the gate gave and then lost:
 * young ones are `reserved`, in line to the ledger; an older one that the ledger does not know is written down as refused
 * before that is said, so that a late message finds it. `undefined`: never issued to this buyer.
 */
export async function findOrder(ports: FindPorts, orderId: string, buyerId: string): Promise<Order | undefined> {
  const order = await ports.ledger.order(orderId);
  if (order !== undefined) return order.buyerId === buyerId ? order : undefined;
  const origin = originOf(ports, orderId, buyerId);
  if (origin === undefined) return undefined;
  const { saleId, placedAtMs } = origin;
  if (ports.view.nowMs(saleId) - placedAtMs < lostAfterMs) return reserved(ports, origin);
  return ports.ledger.refuseLost(origin);
}

/** The sale and sku that an id was issued for. The id itself tells, to who has the key. */
function originOf({ catalog, ids }: FindPorts, orderId: string, buyerId: string): LostOrder | undefined {
  for (const { saleId, variants } of catalog.allPublished()) {
    const variant = variants.find(({ sku }) => ids.isIssued(orderId, { saleId, sku, buyerId }));
    if (variant !== undefined) {
      return { orderId, saleId, sku: variant.sku, buyerId, placedAtMs: issuedAtMs(orderId) };
    }
  }
  return undefined;
}

async function reserved({ gate, catalog }: FindPorts, lost: LostOrder): Promise<Order | undefined> {
  const { orderId, saleId, sku, buyerId, placedAtMs } = lost;
  const variant = catalog.allPublished().flatMap((sale) => (sale.saleId === saleId ? sale.variants : []));
  const price = variant.find((each) => each.sku === sku);
  if (price === undefined) return undefined;
  const held = await gate.order(saleId, orderId).catch((error: unknown) => {
    // The gate is away, and with it the unit's number; the id alone says that the order is in line.
    if (isFailure(error, 'GATE_UNAVAILABLE')) return undefined;
    throw error;
  });
  return {
    ...{ orderId, saleId, sku, buyerId, status: 'reserved', unit: held?.unit ?? 0 },
    ...{ placedAtMs: held?.placedAtMs ?? placedAtMs, priceMinor: price.priceMinor, currency: price.currency },
    ...(held?.key === undefined ? {} : { idempotencyKey: held.key }),
  };
}
