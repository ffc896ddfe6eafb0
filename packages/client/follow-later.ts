// Following a stream with code that is loaded when the first one is wanted: most pages never follow any.
import type { Following } from './follow-events.ts';

/** Follows a stream until it is stopped or refused. Answers how to stop. */
export function followLater<Events>(following: Following<Events>): () => void {
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
  let isStopped = false;
  import('./follow-events.ts').then(
    ({ followEvents }) => {
      if (!isStopped) void stopped.then(followEvents(following));
    },
    // Without the code there is no stream; its follower then reads now and then, as where the server has no room.
    () => following.onState?.('refused'),
  );
  return () => {
    isStopped = true;
    stop();
  };
}
