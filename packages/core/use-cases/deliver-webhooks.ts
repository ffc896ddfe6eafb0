import type { DeliveryDecision, HookAnswer } from '../domain/decide-delivery.ts';
import { decideDelivery, hookStateAfter } from '../domain/decide-delivery.ts';
import type { DueDelivery } from '../domain/delivery.ts';
import {
  ailingAfter,
  deliveriesInFlightMax,
  deliveryKeptMs,
  deliveryLeaseMs,
  deliveryPollMs,
  probeWaitMaxMs,
  probeWaitMinMs,
  pruneBatchMax,
  roomPollMs,
} from '../limits.ts';
import type { DeliveryBook } from '../ports/delivery-book.ts';
import type { ShopHook } from '../ports/shop-hook.ts';

export type CourierPorts = {
  readonly ledger: DeliveryBook & { nowMs(): number };
  readonly hook: ShopHook;
  /** A number from 0 to 1, a new one at each call. */
  readonly chance: () => number;
};

/** Tries since the start, by what they came to. */
export type DeliveryTries = Readonly<Record<DeliveryDecision['kind'], number>>;

/** Carries messages to the shop. */
export type Courier = {
  /** Sends what is due, as far as there is room, without waiting for the answers. Answers when to look again, in ms. */
  round(): Promise<number>;
  /** Since when the receiver wants no messages (410), in epoch ms. */
  goneSinceMs(): number | undefined;
  tries(): DeliveryTries;
  /** Asks the receiver again, after it wanted none. */
  resume(): void;
  /** Breaks off what is under way, and waits until that is written down. */
  stop(): Promise<void>;
};

/**
 * Makes the courier. Several messages are under way at a time, in no promised order. A receiver that fails again and
 * again is probed with one message at a time, ever more slowly: the tries of the others are saved for when it is back,
 * and it is not overrun when it comes up.
 */
export function createCourier({ ledger, hook, chance }: CourierPorts): Courier {
  const underWay = new Set<Promise<void>>();
  // Failures in a row while several were under way, then those of probes.
  let failures = 0;
  let probesFailed = 0;
  let pausedUntilMs = 0;
  let goneSinceMs: number | undefined;
  let isStopping = false;
  const tries: Record<DeliveryDecision['kind'], number> = { delivered: 0, again: 0, failed: 0 };
  const isAiling = () => failures >= ailingAfter;

  const heed = (answer: HookAnswer, wasProbe: boolean) => {
    const nowMs = ledger.nowMs();
    const state = hookStateAfter(answer);
    if (state.kind === 'ailing') {
      if (wasProbe) probesFailed += 1;
      failures += 1;
      const waitMs = isAiling() ? Math.min(probeWaitMaxMs, probeWaitMinMs * 2 ** probesFailed) : 0;
      pausedUntilMs = Math.max(pausedUntilMs, nowMs + Math.max(state.pauseMs, waitMs));
      return;
    }
    failures = 0;
    probesFailed = 0;
    if (state.kind === 'gone') goneSinceMs ??= nowMs;
  };
  const send = async (delivery: DueDelivery, isProbe: boolean): Promise<void> => {
    const answer = await hook.tell(delivery);
    heed(answer, isProbe);
    const about = { attempts: delivery.attempts, nowMs: ledger.nowMs(), chance: chance() };
    const decision = decideDelivery(answer, about);
    tries[decision.kind] += 1;
    await ledger.settleDelivery(delivery.deliveryId, decision);
  };
  const start = (delivery: DueDelivery) => {
    // What is not written down, because the ledger is away, is taken again when its lease is over.
    const sending: Promise<void> = send(delivery, isAiling())
      .catch(() => undefined)
      .finally(() => underWay.delete(sending));
    underWay.add(sending);
  };

  return {
    async round() {
      const nowMs = ledger.nowMs();
      if (isStopping || goneSinceMs !== undefined || nowMs < pausedUntilMs) return deliveryPollMs;
      const room = (isAiling() ? 1 : deliveriesInFlightMax) - underWay.size;
      if (room <= 0) return roomPollMs;
      const dueAtMs = await ledger.nextDeliveryAtMs();
      if (dueAtMs === undefined || dueAtMs > nowMs) return deliveryPollMs;
      const taken = await ledger.takeDeliveries(room, nowMs + deliveryLeaseMs);
      taken.forEach(start);
      return taken.length < room ? deliveryPollMs : 0;
    },
    goneSinceMs: () => goneSinceMs,
    tries: () => ({ ...tries }),
    resume() {
      goneSinceMs = undefined;
      pausedUntilMs = 0;
    },
    async stop() {
      isStopping = true;
      hook.close();
      await Promise.all(underWay);
    },
  };
}

/** Forgets deliveries that are over for longer than they are kept. Answers whether there may be more. */
export async function pruneDeliveries(ledger: DeliveryBook & { nowMs(): number }): Promise<boolean> {
  return (await ledger.pruneDeliveries(ledger.nowMs() - deliveryKeptMs, pruneBatchMax)) === pruneBatchMax;
}
