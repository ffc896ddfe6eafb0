/** Tells listeners which sales changed, once a turn of the event loop, however often they changed in it. */
export type ChangeBell = {
  ring(saleId: string): void;
  /** Answers how to stop. */
  onRing(listener: (saleId: string) => void): () => void;
};

export function createChangeBell(): ChangeBell {
  const listeners = new Set<(saleId: string) => void>();
  const rung = new Set<string>();
  const tell = () => {
    const saleIds = [...rung];
    rung.clear();
    for (const saleId of saleIds) for (const listener of listeners) listener(saleId);
  };
  return {
    ring(saleId) {
      if (listeners.size === 0) return;
      if (rung.size === 0) setImmediate(tell);
      rung.add(saleId);
    },
    onRing(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
