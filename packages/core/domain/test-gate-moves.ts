import { askPurely } from '@penstock/port-tests';
import { addUnits, promise, release, sell, setRules, undo, undoWithdrawal, withdrawUnits } from './gate-changes.ts';

/** Everything that changes a gate. A negative control breaks one of them on purpose. */
export type Moves = typeof honest;

export const honest = {
  ask: askPurely,
  promise,
  release,
  undo,
  sell,
  addUnits,
  withdrawUnits,
  undoWithdrawal,
  setRules,
};
