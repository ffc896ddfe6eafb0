import type { CourierPorts, Delivery, DeliveryTries, Ledger, ShopHook } from '@penstock/core';
import { createCourier, pruneDeliveries, pruneEveryMs } from '@penstock/core';

/** What is told to the shop's own systems, as the rest of the server sees it. */
export type ShopTeller = {
  state(): {
    /** Whether there is an address to tell. */
    readonly isTold: boolean;
    /** Since when the receiver wants no messages (410), in epoch ms. */
    readonly goneSinceMs: number | undefined;
    readonly tries: DeliveryTries;
  };
  /** Sends a delivery again, from its first try on, also to a receiver that wanted none. */
  resend(deliveryId: string): Promise<Delivery | undefined>;
  /** Sends what is due, and forgets what is long over. Answers when to look again, in ms. */
  round(): Promise<number>;
  stop(): Promise<void>;
};

type TellerPorts = Omit<CourierPorts, 'hook' | 'ledger' | 'chance'> & {
  readonly ledger: Ledger;
  readonly hook?: ShopHook;
};

/** How often, in ms, is looked what is to be done for a shop that hears nothing. Bounds how long a stop waits. */
const idleMs = 200;

const noTries: DeliveryTries = { delivered: 0, again: 0, failed: 0 };

export function createShopTeller({ ledger, hook }: TellerPorts): ShopTeller {
  const courier = hook && createCourier({ ledger, hook, chance: Math.random });
  let prunedMs = Number.NEGATIVE_INFINITY;

  const prune = async () => {
    if (ledger.nowMs() - prunedMs < pruneEveryMs) return;
    const isMore = await pruneDeliveries(ledger);
    if (!isMore) prunedMs = ledger.nowMs();
  };
  return {
    state: () => ({
      isTold: courier !== undefined,
      goneSinceMs: courier?.goneSinceMs(),
      tries: courier?.tries() ?? noTries,
    }),
    async resend(deliveryId) {
      const delivery = await ledger.resendDelivery(deliveryId);
      if (delivery !== undefined) courier?.resume();
      return delivery;
    },
    async round() {
      await prune();
      return courier === undefined ? idleMs : courier.round();
    },
    stop: async () => courier?.stop(),
  };
}
