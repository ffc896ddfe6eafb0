import type { RouteId } from '@penstock/contract';
import type { Call } from './call.ts';
import type { EventStream, EventStreams } from './event-streams.ts';

type Follow = (stream: EventStream, lastEventId: string | undefined) => () => void;

/** Begins a stream of events as the answer to a call: 204 where there is no room, so that the caller polls. */
export function beginStream<Id extends RouteId>(
  streams: EventStreams,
  { request, reply, caller }: Pick<Call<Id>, 'request' | 'reply' | 'caller'>,
  follow: Follow,
): 'taken-over' | { readonly status: 204; readonly body: undefined } {
  let stop: (() => void) | undefined;
  const headers = Object.fromEntries(Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]));
  const sessionHash = caller.kind === 'operator' ? caller.session?.hash : undefined;
  const stream = streams.begin(reply.raw, { headers, sessionHash, onEnd: () => stop?.() });
  if (stream === undefined) return { status: 204, body: undefined };
  reply.hijack();
  const lastEventId = request.headers['last-event-id'];
  stop = follow(stream, typeof lastEventId === 'string' ? lastEventId : undefined);
  return 'taken-over';
}
