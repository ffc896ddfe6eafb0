import type { OperatorBook } from '@penstock/core';
import { sseSessionCheckEveryMs } from './limits.ts';

/** Looks after what goes on under an operator's session, so that it ends with the session. */
export type SessionWatch = {
  /** `onEnd` is called once when the session is not good any more. Answers how to stop watching. */
  watch(sessionHash: string, onEnd: () => void): () => void;
};

/**
 * Makes the watch of a node. It asks the ledger, which every node shares, about the sessions that something goes on
 * under, and only while there are any. To be watched is no use of a session: one that is only looked at ends as well.
 */
export function createSessionWatch(book: Pick<OperatorBook, 'session'>): SessionWatch {
  const watched = new Map<string, Set<() => void>>();
  let timer: NodeJS.Timeout | undefined;

  const look = async (sessionHash: string) => {
    // A ledger that is away ends nothing: its operators need their board most then.
    const open = await book.session(sessionHash).catch(() => 'unknown' as const);
    if (open !== undefined) return;
    const ends = watched.get(sessionHash) ?? [];
    watched.delete(sessionHash);
    for (const end of ends) end();
  };
  const lookAtAll = async () => {
    await Promise.all([...watched.keys()].map(look));
    timer = undefined;
    plan();
  };
  const plan = () => {
    if (timer !== undefined || watched.size === 0) return;
    timer = setTimeout(() => void lookAtAll(), sseSessionCheckEveryMs);
    timer.unref();
  };

  return {
    watch(sessionHash, onEnd) {
      const ends = watched.get(sessionHash) ?? new Set();
      watched.set(sessionHash, ends.add(onEnd));
      plan();
      return () => {
        ends.delete(onEnd);
        if (ends.size === 0 && watched.get(sessionHash) === ends) watched.delete(sessionHash);
      };
    },
  };
}
