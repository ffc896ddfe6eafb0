// Whose own lists are read at the end: everybody in doubt, many winners, some losers.
import type { RequestRecord } from '../history/history.ts';
import { outcomeClass } from '../history/outcomes.ts';
import { losersReadMax, winnersReadMax } from '../limits.ts';

/** Buyers by number, without repetition. */
export function chooseListsToRead(requests: Iterable<RequestRecord>, wishesPerBuyer: number): readonly number[] {
  const inDoubt = new Set<number>();
  const winners = new Set<number>();
  const losers = new Set<number>();
  for (const { wish, outcome } of requests) {
    const buyer = Math.floor(wish / wishesPerBuyer);
    const read = outcomeClass[outcome];
    if (read === 'info') inDoubt.add(buyer);
    else if (read === 'ok' && winners.size < winnersReadMax) winners.add(buyer);
    else if (read === 'fail' && losers.size < losersReadMax) losers.add(buyer);
  }
  return [...new Set([...inDoubt, ...winners, ...losers])];
}
