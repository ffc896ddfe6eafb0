import { clockDrift } from '../limits.ts';

/** The clock of one Redis server, followed by measuring. All local times are of this process's monotonic clock, in ms. */
export type GateClock = {
  /** The server's clock read `gateMs` at some moment between `sentMs` and `receivedMs`. */
  measure(sample: { readonly gateMs: number; readonly sentMs: number; readonly receivedMs: number }): void;
  /** The server's clock at a local moment, in epoch ms, and how far it may be off. `undefined` before it was measured. */
  at(localMs: number): { readonly nowMs: number; readonly errorMs: number } | undefined;
};

type Bounds = { readonly lowMs: number; readonly highMs: number; readonly measuredMs: number };

/**
 * Keeps bounds of the offset between both clocks. Each sample gives such bounds, wider the longer its answer took; what
 * both old and new bounds allow is kept, and the old ones widen as clocks drift. When nothing is left in common the
 * server's clock was set, and the new bounds hold.
 */
export function createGateClock(): GateClock {
  let bounds: Bounds | undefined;
  const boundsAt = (localMs: number): Bounds | undefined => {
    if (bounds === undefined) return undefined;
    const driftMs = Math.abs(localMs - bounds.measuredMs) * clockDrift;
    return { lowMs: bounds.lowMs - driftMs, highMs: bounds.highMs + driftMs, measuredMs: localMs };
  };
  return {
    measure({ gateMs, sentMs, receivedMs }) {
      const sample = { lowMs: gateMs - receivedMs, highMs: gateMs - sentMs, measuredMs: receivedMs };
      const before = boundsAt(receivedMs) ?? sample;
      const lowMs = Math.max(before.lowMs, sample.lowMs);
      const highMs = Math.min(before.highMs, sample.highMs);
      bounds = lowMs <= highMs ? { lowMs, highMs, measuredMs: receivedMs } : sample;
    },
    at(localMs) {
      const now = boundsAt(localMs);
      if (now === undefined) return undefined;
      const { lowMs, highMs } = now;
      return { nowMs: localMs + (lowMs + highMs) / 2, errorMs: (highMs - lowMs) / 2 };
    },
  };
}
