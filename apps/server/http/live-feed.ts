import type { Live } from '@penstock/contract';
import { liveEveryMs } from '../live/limits.ts';
import type { EventStream } from './event-streams.ts';
import { eventText } from './event-streams.ts';

/** Tells the numbers of one sale to all who follow them: one reading for all, at most twice a second. */
export type LiveFeed = {
  /** Answers how to stop. */
  follow(stream: EventStream): () => void;
};

export type LiveFeedParts = {
  /** One reading; `undefined` when the sale is gone. */
  readonly read: () => Promise<Live | undefined>;
  /** Called when nobody follows any more. */
  readonly onIdle: () => void;
};

/** Makes the feed of a sale. It reads only while somebody follows. */
export function createLiveFeed({ read, onIdle }: LiveFeedParts): LiveFeed {
  const followers = new Set<EventStream>();
  let timer: NodeJS.Timeout | undefined;
  let isReading = false;
  let last: string | undefined;

  const tell = async () => {
    isReading = true;
    const startedMs = performance.now();
    // A reading that fails says nothing: the followers see by the age of the last one that it is old.
    const live = await read().catch(() => 'failed' as const);
    isReading = false;
    last = typeof live === 'object' ? eventText({ name: 'live', data: live }) : undefined;
    for (const stream of followers) {
      if (live === undefined) stream.end();
      else if (last !== undefined) stream.send(last);
    }
    if (followers.size > 0) plan(liveEveryMs - (performance.now() - startedMs));
  };
  const plan = (waitMs: number) => {
    timer = setTimeout(() => void tell(), Math.max(0, waitMs));
    timer.unref();
  };

  return {
    follow(stream) {
      followers.add(stream);
      // A newcomer has the last reading at once; the others are told no more often for it.
      if (last !== undefined) stream.send(last);
      if (followers.size === 1 && !isReading) void tell();
      return () => {
        if (!followers.delete(stream) || followers.size > 0) return;
        clearTimeout(timer);
        onIdle();
      };
    },
  };
}
