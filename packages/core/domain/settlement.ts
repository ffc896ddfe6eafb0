import { assert } from '../assert.ts';
import type { UnitOfOrder } from './gate-changes.ts';
import { promise, release, sell } from './gate-changes.ts';
import type { GateSale } from './gate-state.ts';
import type { Order, RefusalReason } from './order.ts';

/** The ledger's word on one order of an outbox entry. */
export type Settlement =
  | { readonly kind: 'promised'; readonly order: Order }
  | { readonly kind: 'refused'; readonly orderId: string; readonly reason: RefusalReason }
  /** The id was recorded before; this is its order as it stands now. */
  | { readonly kind: 'known'; readonly order: Order };

/**
 * What a settlement means to the gate. `astray`: the ledger knows the unit as another's, so the gate has lost its way
 * and gives nothing more until it is rebuilt.
 */
export type GateWord =
  | { readonly kind: 'promised'; readonly payByMs: number }
  | { readonly kind: 'sold'; readonly payByMs: number }
  | { readonly kind: 'ended' }
  | { readonly kind: 'astray' }
  | { readonly kind: 'waiting' };

export function gateWordOf(settlement: Settlement): GateWord {
  if (settlement.kind === 'refused') return { kind: settlement.reason === 'unit-taken' ? 'astray' : 'ended' };
  const { status, payByMs } = settlement.order;
  if (status === 'reserved') return { kind: 'waiting' };
  if (status !== 'awaiting_payment' && status !== 'paid') return { kind: 'ended' };
  assert(payByMs !== undefined, 'a promised order has a payBy');
  return { kind: status === 'paid' ? 'sold' : 'promised', payByMs };
}

/**
 * Brings the ledger's word on an order to the gate. `epoch` is the entry's: a word on what an older gate gave says
 * nothing about where the present one has gone.
 */
export function settleOrder(sale: GateSale, order: UnitOfOrder, epoch: number, word: GateWord): void {
  switch (word.kind) {
    case 'promised':
      promise(sale, order.orderId, word.payByMs);
      return;
    case 'sold':
      promise(sale, order.orderId, word.payByMs);
      sell(sale, order);
      return;
    case 'astray':
      if (epoch === sale.rules.epoch) sale.armed = false;
      release(sale, order);
      return;
    case 'ended':
      release(sale, order);
      return;
    case 'waiting':
      return;
  }
}
