import type { Ask, HoldOutcome } from '@penstock/core';
import { assert } from '@penstock/core';
import { asksWaitingMax, batchAsksMax } from '../limits.ts';

type Call = (saleId: string, asks: readonly Ask[]) => Promise<readonly HoldOutcome[]>;

/** Asks that came together and are answered together. */
type Request = {
  readonly outcomes: HoldOutcome[];
  waiting: number;
  readonly resolve: (outcomes: readonly HoldOutcome[]) => void;
  readonly reject: (error: unknown) => void;
};

type Place = { readonly ask: Ask; readonly request: Request; readonly index: number };

type Line = { waiting: Place[]; isCalling: boolean };

export type AskBatcher = {
  hold(saleId: string, asks: readonly Ask[]): Promise<readonly HoldOutcome[]>;
};

/**
 * Puts asks that arrive while a call is on its way together into the next one: alone an ask waits for nobody, in a crowd
 * one call decides for hundreds. The order in which asks came is the order in which they are decided.
 */
export function createAskBatcher(call: Call, onGone: () => unknown): AskBatcher {
  const lines = new Map<string, Line>();
  let waiting = 0;

  const take = (line: Line): Place[] => {
    const batch = line.waiting.length <= batchAsksMax ? line.waiting : line.waiting.slice(0, batchAsksMax);
    line.waiting = line.waiting.length <= batchAsksMax ? [] : line.waiting.slice(batchAsksMax);
    waiting -= batch.length;
    return batch;
  };
  const run = async (saleId: string, line: Line) => {
    line.isCalling = true;
    while (line.waiting.length > 0) {
      const batch = take(line);
      try {
        const asks = batch.map((place) => place.ask);
        const outcomes = await call(saleId, asks);
        assert(outcomes.length === batch.length, 'every ask of a batch has an outcome');
        for (const [index, outcome] of outcomes.entries()) answer(batch[index], outcome);
      } catch (error) {
        for (const place of batch) place.request.reject(error);
        // Who still waits was not asked for: that is known, and said at once, instead of queueing before a shut door.
        for (const place of dropWaiting(line)) place.request.reject(onGone());
      }
    }
    line.isCalling = false;
    lines.delete(saleId);
  };
  const dropWaiting = (line: Line): Place[] => {
    const dropped = line.waiting;
    line.waiting = [];
    waiting -= dropped.length;
    return dropped;
  };

  return {
    hold(saleId, asks) {
      if (asks.length === 0) return Promise.resolve([]);
      if (waiting + asks.length > asksWaitingMax) return Promise.resolve(asks.map(() => ({ kind: 'busy' })));
      return new Promise((resolve, reject) => {
        const line = lines.get(saleId) ?? { waiting: [], isCalling: false };
        lines.set(saleId, line);
        const request: Request = { outcomes: [], waiting: asks.length, resolve, reject };
        for (const [index, ask] of asks.entries()) line.waiting.push({ ask, request, index });
        waiting += asks.length;
        if (!line.isCalling) void run(saleId, line);
      });
    },
  };
}

function answer(place: Place | undefined, outcome: HoldOutcome): void {
  assert(place !== undefined, 'an outcome is of an ask');
  const { request, index } = place;
  request.outcomes[index] = outcome;
  request.waiting -= 1;
  if (request.waiting === 0) request.resolve(request.outcomes);
}
