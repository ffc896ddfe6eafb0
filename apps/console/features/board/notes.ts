// What happened in a sale, for the list beside the charts and the lines in them: phases as the board saw them change,
// and operators' acts from their log.
import type { OperatorLogEntry, SalePhase } from '@penstock/contract';
import { notesMax } from '../../limits.ts';

export type Note =
  | { readonly kind: 'phase'; readonly atMs: number; readonly phase: SalePhase }
  | { readonly kind: 'act'; readonly atMs: number; readonly entry: OperatorLogEntry };

/** The phases with one more, where it is another one than the last. The first one seen is no change. */
export function withPhase(
  notes: readonly Note[],
  { before, phase, atMs }: { readonly before: SalePhase | undefined; readonly phase: SalePhase; readonly atMs: number },
): readonly Note[] {
  return before === undefined || before === phase ? notes : [...notes, { kind: 'phase', atMs, phase }];
}

/** All notes, newest first. */
export function allNotes(phases: readonly Note[], entries: readonly OperatorLogEntry[]): readonly Note[] {
  const acts = entries.map((entry): Note => ({ kind: 'act', atMs: Date.parse(entry.at), entry }));
  return [...phases, ...acts].toSorted((a, b) => b.atMs - a.atMs).slice(0, notesMax);
}
