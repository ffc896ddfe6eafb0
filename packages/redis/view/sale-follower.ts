import { followColdMs, followGapMs, followHotMs, followWaitingMs, hotForMs } from '../limits.ts';
import { LinkError } from '../link/redis-link.ts';
import type { FollowedSale, FollowParts } from './follow-sale.ts';
import { followSale, newFollowedSale } from './follow-sale.ts';

/** Looks at one sale again and again: closely while people ask for it, else from time to time. */
export type SaleFollower = {
  /** What is known. */
  readonly sale: FollowedSale;
  /** Somebody asks for the sale. */
  asked(): void;
  isHot(): boolean;
  /** Looks soon. */
  nudge(): void;
  /** Looks soon, and believes nothing until then. Settles once it has looked, also in vain. */
  changed(): Promise<void>;
  close(): void;
};

export type FollowerParts = FollowParts & {
  readonly onChanged: (saleId: string) => void;
  readonly isAnyoneWaiting: () => boolean;
};

export function createSaleFollower(parts: FollowerParts, saleId: string): SaleFollower {
  const sale = newFollowedSale();
  let timer: NodeJS.Timeout | undefined;
  let askedMs = Number.NEGATIVE_INFINITY;
  let endedMs = Number.NEGATIVE_INFINITY;
  let isLooking = false;
  let isWantedAgain = false;
  let isClosed = false;
  let waiting: (() => void)[] = [];

  const isHot = () => performance.now() - askedMs < hotForMs;
  const intervalMs = () => {
    if (!isHot()) return followColdMs;
    return parts.isAnyoneWaiting() ? followWaitingMs : followHotMs;
  };
  const look = async () => {
    // Who comes later wants a look that begins later: this one may miss what they know of.
    const served = waiting;
    waiting = [];
    isLooking = true;
    isWantedAgain = false;
    try {
      if (await followSale(parts, saleId, sale)) parts.onChanged(saleId);
    } catch (error) {
      // Nothing was heard: what is remembered grows too old to be used, and the next look asks again.
      if (!(error instanceof LinkError)) throw error;
    }
    isLooking = false;
    endedMs = performance.now();
    for (const settle of served) settle();
    if (waiting.length > 0) lookIn(0);
    else lookIn(isWantedAgain ? followGapMs : intervalMs());
  };
  const lookIn = (ms: number) => {
    clearTimeout(timer);
    if (!isClosed) timer = setTimeout(() => void look(), ms);
  };
  const nudge = () => {
    isWantedAgain = true;
    if (!isLooking) lookIn(Math.max(0, endedMs + followGapMs - performance.now()));
  };

  return {
    sale,
    isHot,
    nudge,
    asked() {
      const wasHot = isHot();
      askedMs = performance.now();
      if (!wasHot) nudge();
    },
    changed() {
      sale.heardMs = Number.NEGATIVE_INFINITY;
      sale.changedMs = performance.now();
      if (isClosed) return Promise.resolve();
      if (!isLooking) lookIn(0);
      return new Promise((resolve) => waiting.push(resolve));
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      for (const settle of waiting) settle();
    },
  };
}
