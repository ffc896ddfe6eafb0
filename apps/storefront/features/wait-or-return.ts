// Waiting between two tries.

/** Resolves after so many milliseconds, or as soon as the network is back. */
export function waitOrReturn(ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = (): void => {
    clearTimeout(timer);
    removeEventListener('online', end);
    resolve();
  };
  const timer = setTimeout(end, ms);
  addEventListener('online', end);
  return promise;
}
