import type { Spread } from './statistics.ts';
import { spreadOf } from './statistics.ts';

/** One number of a scenario, with everything that it was made from. */
export type Figure = {
  readonly name: string;
  readonly unit: string;
  readonly samples: readonly number[];
  readonly spread: Spread;
};

/** What is promised of a scenario, what was measured, and whether that keeps it. */
export type Target = { readonly text: string; readonly measured: string; readonly isMet: boolean };

export type ScenarioResult = {
  readonly title: string;
  readonly targets: readonly Target[];
  readonly figures: readonly Figure[];
  /** What bounds the figures: what would have to change for better ones. */
  readonly limitedBy: string;
};

export function figure(name: string, unit: string, samples: readonly number[]): Figure {
  return { name, unit, samples, spread: spreadOf(samples) };
}
