import type { Ask, HoldOutcome } from '@penstock/core';
import { holdBatchMax, inFlightAgeMaxMs, ordersInFlightMax } from '@penstock/core';
import type { KeyNames } from '../keys.ts';
import { changesKept } from '../limits.ts';
import type { RedisLink } from '../link/redis-link.ts';
import type { Script } from '../link/scripts.ts';
import { readOutcome } from './outcomes.ts';

export type HoldAnswer = {
  /** The gate's clock at the decision, in epoch ms. */
  readonly nowMs: number;
  readonly outcomes: readonly HoldOutcome[];
};

type HoldParts = { readonly link: Pick<RedisLink, 'run'>; readonly script: Script; readonly keys: KeyNames };

/** One call of the script `hold` for a batch of asks. */
export async function callHold(parts: HoldParts, saleId: string, asks: readonly Ask[]): Promise<HoldAnswer> {
  const { state, skus, orders, buyers, named, outbox, changes } = parts.keys.of(saleId);
  const skuAt = new Map<string, number>();
  const askArgs: (string | number)[] = [];
  for (const { orderId, buyerId, sku, key } of asks) {
    const at = skuAt.get(sku) ?? skuAt.size + 1;
    skuAt.set(sku, at);
    askArgs.push(orderId, buyerId, at, key ?? '');
  }
  const names = [...skuAt.keys()];
  const keys = [state, skus, orders, buyers, named, outbox, changes, ...parts.keys.lists(saleId, names)];
  const bounds = [ordersInFlightMax, inFlightAgeMaxMs, holdBatchMax, changesKept];
  const args = [...bounds, names.length, ...names, ...askArgs];
  const [seconds, micros, ...outcomes] = (await parts.link.run(parts.script, keys, args)) as string[];
  return { nowMs: gateMs(seconds, micros), outcomes: readOutcomes(outcomes) };
}

/** Redis's TIME as whole ms, as the scripts take it. */
function gateMs(seconds: string | undefined, micros: string | undefined): number {
  return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
}

// Most of a batch is refused alike, so that what was read last serves again.
function readOutcomes(texts: readonly string[]): HoldOutcome[] {
  let lastText: string | undefined;
  let last: HoldOutcome | undefined;
  return texts.map((text) => {
    if (text !== lastText || last === undefined) last = readOutcome(text);
    lastText = text;
    return last;
  });
}
