// Whether somebody looks and whether there is a network: what decides if reading makes sense.
import type { Ref } from 'vue';
import { onScopeDispose, ref } from 'vue';

export type Presence = {
  readonly isOnline: Readonly<Ref<boolean>>;
  readonly isVisible: Readonly<Ref<boolean>>;
  /** While the caller's scope lives: called on the return to the tab, from a sleep, or of the network. */
  onReturn(read: () => void): void;
};

/** Watches the page and its network. */
export function createPresence(): Presence {
  const isOnline = ref(navigator.onLine);
  const isVisible = ref(document.visibilityState === 'visible');
  const readers = new Set<() => void>();
  const look = (): void => {
    const wasAway = !isOnline.value || !isVisible.value;
    isOnline.value = navigator.onLine;
    isVisible.value = document.visibilityState === 'visible';
    if (wasAway && isOnline.value && isVisible.value) for (const read of readers) read();
  };
  addEventListener('online', look);
  addEventListener('offline', look);
  document.addEventListener('visibilitychange', look);
  addEventListener('pageshow', (event) => {
    // A page that comes back from the browser's memory missed everything since.
    if (event.persisted) for (const read of readers) read();
  });
  return {
    isOnline,
    isVisible,
    onReturn: (read) => {
      readers.add(read);
      onScopeDispose(() => readers.delete(read));
    },
  };
}
