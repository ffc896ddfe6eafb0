// Time as the pages see it: it ticks on the whole seconds of what they count to, so that a countdown and a button change
// on the dot.
import type { Ref } from 'vue';
import { onScopeDispose, ref } from 'vue';
import { nextTickMs } from './next-tick.ts';
import type { ServerClock } from './server-clock.ts';

export type Ticker = {
  /** The server's time in milliseconds since 1970; undefined until it is known. */
  readonly nowMs: Readonly<Ref<number | undefined>>;
  /** The page's steady clock in milliseconds. */
  readonly steadyMs: Readonly<Ref<number>>;
  /** While the caller's scope lives, ticks on the whole seconds before this instant, and on it. */
  countTo(targetMs: () => number | undefined): void;
  /** Looks at the clock now. */
  tick(): void;
};

/** Makes the ticker of a page. It never stops: pages come and go on it. */
export function createTicker(clock: Pick<ServerClock, 'nowMs'>, steady: () => number): Ticker {
  const nowMs = ref<number>();
  const steadyMs = ref(steady());
  const targets = new Set<() => number | undefined>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tick = (): void => {
    clearTimeout(timer);
    nowMs.value = clock.nowMs();
    steadyMs.value = steady();
    const instants = [...targets].map((target) => target()).filter((target) => target !== undefined);
    timer = setTimeout(tick, nextTickMs(nowMs.value ?? steadyMs.value, instants));
  };

  return {
    nowMs,
    steadyMs,
    tick,
    countTo: (targetMs) => {
      targets.add(targetMs);
      onScopeDispose(() => targets.delete(targetMs));
    },
  };
}
