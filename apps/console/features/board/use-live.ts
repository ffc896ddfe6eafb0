// The numbers of a sale while it happens: by the stream, or read every second where the server has no stream left.
import type { Live } from '@penstock/contract';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import { useConsole } from '../../console.ts';
import { ageTickMs, liveReadMs } from '../../limits.ts';
import type { Trouble } from '../call/trouble.ts';
import { troubleOf } from '../call/trouble.ts';
import type { Sample } from './history.ts';
import { withReading } from './history.ts';

export type LiveReading = {
  /** What the board shows: the newest reading, or that of the moment when the display was paused. */
  readonly live: ComputedRef<Live | undefined>;
  readonly history: ComputedRef<readonly Sample[]>;
  /** The newest reading, whether it is shown or not. */
  readonly newest: Readonly<ShallowRef<Live | undefined>>;
  /** Milliseconds since the newest reading came. */
  readonly ageMs: Readonly<Ref<number>>;
  readonly trouble: Readonly<ShallowRef<Trouble | undefined>>;
  readonly isPaused: Readonly<Ref<boolean>>;
  /** Pauses the display, never the sale; readings are kept meanwhile. */
  togglePause(): void;
};

type Seen = { readonly live: Live | undefined; readonly history: readonly Sample[] };

/** Follows a sale's numbers while the caller's scope lives. */
export function useLive(saleId: string): LiveReading {
  const { client, session, presence } = useConsole();
  const seen = shallowRef<Seen>({ live: undefined, history: [] });
  const frozen = shallowRef<Seen>();
  const newest = shallowRef<Live>();
  const trouble = shallowRef<Trouble>();
  const ageMs = ref(0);
  let heardAtMs = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const take = (live: Live): void => {
    heardAtMs = performance.now();
    trouble.value = undefined;
    newest.value = live;
    seen.value = { live, history: withReading(seen.value.history, live) };
  };

  const read = async (isAgain: boolean): Promise<void> => {
    clearTimeout(timer);
    const result = await session.call('getLive', { params: { saleId } });
    if (result.kind === 'ok') take(result.body);
    else trouble.value = troubleOf(result);
    if (isAgain && presence.isVisible.value) timer = setTimeout(() => void read(true), liveReadMs);
  };

  let isPolling = false;
  const stop = client.follow(
    'streamLive',
    { params: { saleId } },
    {
      onEvent: (name, data) => {
        if (name === 'live') take(data as Live);
      },
      onState: (state) => {
        if (state !== 'refused') return;
        isPolling = true;
        void read(true);
      },
    },
  );
  presence.onReturn(() => void read(isPolling));
  const ticking = setInterval(() => {
    if (frozen.value === undefined) ageMs.value = performance.now() - heardAtMs;
  }, ageTickMs);
  onScopeDispose(() => {
    stop();
    clearTimeout(timer);
    clearInterval(ticking);
  });

  return {
    live: computed(() => (frozen.value ?? seen.value).live),
    history: computed(() => (frozen.value ?? seen.value).history),
    newest,
    ageMs,
    trouble,
    isPaused: computed(() => frozen.value !== undefined),
    togglePause: () => {
      frozen.value = frozen.value === undefined ? seen.value : undefined;
    },
  };
}
