// Following a stream of events: by EventSource where the page has one and needs no token, else by fetch.
import { followByEventSource } from './follow-by-event-source.ts';
import { followByFetch } from './follow-by-fetch.ts';

/** How a stream is doing. `refused`: the server has no room for it, or denies it; read now and then instead. */
export type StreamState = 'connecting' | 'open' | 'refused';

/** A stream to follow and who hears of it. */
export type Following<Events> = {
  readonly url: string;
  readonly token: () => string | undefined;
  /** The names of the events; others are not passed on. */
  readonly names: readonly (keyof Events & string)[];
  readonly onEvent: <Name extends keyof Events & string>(name: Name, data: Events[Name]) => void;
  readonly onState?: (state: StreamState) => void;
};

/** Follows a stream until it is stopped or refused. Answers how to stop. */
export function followEvents<Events>(following: Following<Events>): () => void {
  // EventSource cannot send a header, so that a token needs fetch.
  const isPlain = following.token() === undefined && typeof EventSource === 'function';
  return isPlain ? followByEventSource(following) : followByFetch(following);
}
