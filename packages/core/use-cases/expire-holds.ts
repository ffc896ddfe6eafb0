import { expireBatchMax } from '../limits.ts';
import type { OrderBook } from '../ports/ledger.ts';

export type ExpirePorts = {
  readonly ledger: Pick<OrderBook, 'expireDue'>;
  /** Tells the gate what changed: the units are for sale again when this settles. */
  readonly relay: () => Promise<unknown>;
};

/** Ends every order that is due and puts its unit up for sale again. Answers when the next falls due, in epoch ms. */
export async function expireHolds(ports: ExpirePorts): Promise<number | undefined> {
  for (;;) {
    const { expired, nextDueAtMs } = await ports.ledger.expireDue(expireBatchMax);
    // Also with nothing due: a change that could not be told before is told again at every sweep.
    await ports.relay();
    if (expired < expireBatchMax) return nextDueAtMs;
  }
}
