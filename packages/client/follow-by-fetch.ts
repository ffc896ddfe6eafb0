// Following a stream by fetch: for callers with a token, and for Node.
import type { Following } from './follow-events.ts';
import { retryBaseMs, retryWaitMaxMs, streamSilenceMaxMs } from './limits.ts';
import { linesOf } from './lines.ts';
import type { SseParser } from './sse-parser.ts';
import { createSseParser } from './sse-parser.ts';

/** Follows until stopped or refused, connecting again after every end. Answers how to stop. */
export function followByFetch<Events>(following: Following<Events>): () => void {
  const stopping = new AbortController();
  void keepFollowing(following, stopping.signal);
  return () => stopping.abort();
}

async function keepFollowing<Events>(following: Following<Events>, signal: AbortSignal): Promise<void> {
  let resumeAt = '';
  let failures = 0;
  while (!signal.aborted) {
    following.onState?.('connecting');
    const parser = createSseParser(resumeAt);
    const end = await readOnce(following, parser, signal);
    if (end === 'refused') {
      following.onState?.('refused');
      return;
    }
    failures = end === 'ended' ? 0 : failures + 1;
    resumeAt = parser.lastEventId();
    await pause((parser.retryMs() ?? 0) + reconnectWaitMs(failures), signal);
  }
}

// Random, so that the followers of a server that restarts do not all come back at the same moment.
function reconnectWaitMs(failures: number): number {
  return Math.floor(Math.random() * Math.min(retryWaitMaxMs, retryBaseMs * 2 ** failures));
}

/** One connection. `ended`: it was open; `failed`: it never was; `refused`: the server wants no other try. */
async function readOnce<Events>(
  following: Following<Events>,
  parser: SseParser,
  signal: AbortSignal,
): Promise<'ended' | 'failed' | 'refused'> {
  const silence = new AbortController();
  let watch: ReturnType<typeof setTimeout> | undefined;
  const hear = (): void => {
    clearTimeout(watch);
    watch = setTimeout(() => silence.abort(), streamSilenceMaxMs);
  };
  hear();
  let end: 'ended' | 'failed' = 'failed';
  try {
    const response = await fetch(following.url, {
      headers: streamHeaders(following, parser),
      credentials: 'same-origin',
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (response.status !== 200 || response.body === null) {
      await response.body?.cancel();
      return response.status >= 500 || response.status === 429 ? 'failed' : 'refused';
    }
    end = 'ended';
    following.onState?.('open');
    for await (const line of linesOf(response.body, hear)) {
      const event = parser.line(line);
      if (event !== undefined) pass(following, event);
    }
  } catch {
    // Whatever broke the connection, the answer is the same: connect again, from the last event on.
  } finally {
    clearTimeout(watch);
  }
  return end;
}

function streamHeaders<Events>({ token }: Following<Events>, parser: SseParser): Headers {
  const headers = new Headers({ accept: 'text/event-stream' });
  const tokenNow = token();
  if (tokenNow !== undefined) headers.set('authorization', `Bearer ${tokenNow}`);
  if (parser.lastEventId() !== '') headers.set('last-event-id', parser.lastEventId());
  return headers;
}

function pass<Events>({ names, onEvent }: Following<Events>, event: { name: string; data: string }): void {
  const name = names.find((each) => each === event.name);
  if (name === undefined) return;
  const data = JSON.parse(event.data) as Events[typeof name];
  // Outside the reading: what the follower throws is its own bug, and must not look like a broken connection.
  queueMicrotask(() => onEvent(name, data));
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener(
    'abort',
    () => {
      clearTimeout(timer);
      resolve();
    },
    { once: true },
  );
  return promise;
}
