import { assert } from '@penstock/core';

/** One value of a column of a batch. */
export function cell<Value>(column: readonly Value[], at: number): Value {
  assert(at < column.length, 'all columns of a batch are of one length');
  return column[at] as Value;
}
