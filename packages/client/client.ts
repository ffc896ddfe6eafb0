// The typed client: one function to call any route, one to follow a stream.
import type { EventsOf, RouteId, StreamId } from '@penstock/contract';
import { streamEvents } from '@penstock/contract';
import type { Caller, ClientOptions } from './caller.ts';
import { createCaller } from './caller.ts';
import type { Following } from './follow-events.ts';
import { followLater } from './follow-later.ts';
import type { CallRequest } from './request.ts';
import { urlOf } from './request.ts';
import { tokenOf } from './send.ts';

/** What a follower of a stream is told. */
export type StreamFollower<Id extends StreamId> = Omit<Following<EventsOf[Id]>, 'url' | 'token' | 'names'>;

export type Client = Caller & {
  /** Follows a stream of events until it is stopped; connects again by itself. Answers how to stop. */
  follow<Id extends StreamId>(routeId: Id, request: CallRequest<Id>, follower: StreamFollower<Id>): () => void;
};

/** Makes a client. */
export function createClient(options: ClientOptions): Client {
  return {
    ...createCaller(options, isOwnAnswer),
    follow<Id extends StreamId>(routeId: Id, request: CallRequest<Id>, follower: StreamFollower<Id>) {
      const names = streamEvents[routeId] as readonly (keyof EventsOf[Id] & string)[];
      const url = urlOf(options.baseUrl, routeId, request);
      return followLater({ ...follower, names, url, token: () => tokenOf(options) });
    },
  };
}

// `/readyz` answers 503 with its reasons, and the classic call refuses with 400: both are answers of their routes.
function isOwnAnswer(routeId: RouteId, response: Response): boolean {
  if (response.headers.get('content-type')?.startsWith('application/problem+json') === true) return false;
  return (
    (routeId === 'getReadyz' && response.status === 503) || (routeId === 'placeClassicOrder' && response.status === 400)
  );
}
