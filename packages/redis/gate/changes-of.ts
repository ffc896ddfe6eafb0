import { assert } from '@penstock/core';

/** Steps of one epoch: more than Redis could make in a year. */
const stepsMax = 1_000_000_000;

/** The version of a sale's changes as one number that only grows. */
export function changesOf(epoch: number, step: number): number {
  assert(step < stepsMax, 'an epoch has fewer than a thousand million steps');
  return epoch * stepsMax + step;
}
