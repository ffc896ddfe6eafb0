import type { Ask, GateSale, HoldOutcome } from '@penstock/core';
import {
  addUnits,
  holdUnit,
  newGateSale,
  newGateSku,
  promise,
  release,
  sell,
  setRules,
  withdrawUnits,
} from '@penstock/core';
import type { Stage } from './story.ts';
import { changedRules, rulesOfStory, storyWindowMs, unitsUpTo } from './story-rules.ts';

/** Asks as a gate does that is never busy. */
export function askPurely(sale: GateSale, ask: Ask, nowMs: number): HoldOutcome {
  return holdUnit(sale, ask, { nowMs, isBusy: () => false, onGiven: () => undefined });
}

/** Plays stories on the pure decisions, without a gate, a clock or a ledger. */
export function pureStage(): Stage {
  const nowMs = 1_000_000;
  let sale: GateSale = newGateSale(rulesOfStory(nowMs, 1));
  return {
    async open(skus, perBuyer) {
      sale = newGateSale(rulesOfStory(nowMs, perBuyer));
      for (const { sku, units } of skus) sale.skus.set(sku, newGateSku(sku, units, unitsUpTo(units)));
      sale.armed = true;
    },
    ask: async (asks) => asks.map((ask) => structuredClone(askPurely(sale, ask, nowMs))),
    promise: async (order) => void promise(sale, order.orderId, nowMs + storyWindowMs),
    refuse: async (order) => void release(sale, order),
    pay: async (order) => void sell(sale, order),
    release: async (order) => void release(sale, order),
    change: async (change) => void setRules(sale, changedRules(sale.rules, change, nowMs)),
    add: async (sku, range) => void addUnits(sale, sku, range),
    withdraw: async (sku, count) => withdrawUnits(sale, { adjustmentId: `out-${sale.withdrawals.size}`, sku, count }),
    async fence() {
      sale.armed = false;
    },
    async arm() {
      sale.armed = true;
    },
  };
}
