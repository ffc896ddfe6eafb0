import { slotMs, slotsKept } from './limits.ts';

/** Numbers by time: a row of `width` numbers for each of the last slots. Nothing is allocated after it was made. */
export type SlotRing = {
  /** The row of this moment, cleared when its time came round again. The clock never goes back. */
  rowAt(nowMs: number): Uint32Array;
  /** The rows of the last slots that are over, the newest first; the one that is filling is not among them. */
  full(slots: number): readonly Uint32Array[];
  /** The rows of all kept slots. */
  all(): readonly Uint32Array[];
};

/** Makes a ring. `onTurn` is called when a slot is over, before what is too old is cleared. */
export function createSlotRing(width: number, onTurn: () => void): SlotRing {
  const rows = Array.from({ length: slotsKept }, () => new Uint32Array(width));
  const rowOf = (slot: number) => rows[slot % slotsKept] as Uint32Array;
  // The newest slot by its number since the clock's zero.
  let newest: number | undefined;

  const turnTo = (slot: number) => {
    if (newest !== undefined) onTurn();
    const oldest = slot - slotsKept + 1;
    for (let next = Math.max(0, oldest, (newest ?? 0) + 1); next <= slot; next += 1) rowOf(next).fill(0);
    newest = slot;
  };
  return {
    rowAt(nowMs) {
      const slot = Math.floor(nowMs / slotMs);
      if (newest === undefined || slot > newest) turnTo(slot);
      return rowOf(newest as number);
    },
    full: (slots) => {
      const last = newest ?? 0;
      return Array.from({ length: slots }, (_, back) => last - 1 - back)
        .filter((slot) => slot >= 0)
        .map(rowOf);
    },
    all: () => rows,
  };
}
