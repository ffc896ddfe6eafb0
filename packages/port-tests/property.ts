import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Arbitrary, RunDetails } from 'fast-check';
import { asyncProperty, check, defaultReportMessage } from 'fast-check';
import { testSeed } from './seed.ts';

export type PropertyOptions = {
  /** How many random inputs are tried; multiplied by PENSTOCK_RUNS, a whole number, where that is set. */
  readonly runs?: number;
};

type Claim<Input> = (input: Input) => void | Promise<void>;

const runsDefault = 300;

/** A test that the claim holds for every random input. Fails with the smallest input it found and the seed. */
export function property<Input>(
  name: string,
  inputs: Arbitrary<Input>,
  claim: Claim<Input>,
  options: PropertyOptions = {},
): void {
  test(name, async () => {
    const result = await tryClaim(inputs, claim, options, { endOnFailure: false });
    if (!result.failed) return;
    const report = `PENSTOCK_SEED=${testSeed} runs it again.\n${defaultReportMessage(result)}`;
    throw new Error(report, { cause: result.errorInstance });
  });
}

/**
 * A negative control: the claim is about a rule that was broken on purpose, so that some input must show it; a property
 * that cannot fail is worthless. `breaks` is what the failure must say; an input that fails for another reason is passed
 * over, so that the one is found for which the control is there.
 */
export function negativeControl<Input>(
  name: string,
  inputs: Arbitrary<Input>,
  claim: Claim<Input>,
  options: PropertyOptions & { readonly breaks: RegExp },
): void {
  test(`caught: ${name}`, async () => {
    const caught = async (input: Input) => {
      try {
        await claim(input);
      } catch (error) {
        if (options.breaks.test(String(error))) throw error;
      }
    };
    const result = await tryClaim(inputs, caught, options, { endOnFailure: true });
    assert.ok(result.failed, `PENSTOCK_SEED=${testSeed}: ${result.numRuns} runs did not notice the broken rule`);
  });
}

async function tryClaim<Input>(
  inputs: Arbitrary<Input>,
  claim: Claim<Input>,
  { runs = runsDefault }: PropertyOptions,
  { endOnFailure }: { readonly endOnFailure: boolean },
): Promise<RunDetails<[Input]>> {
  const numRuns = runs * Number(process.env.PENSTOCK_RUNS ?? 1);
  return check(
    asyncProperty(inputs, async (input) => {
      await claim(input);
    }),
    { seed: testSeed, numRuns, endOnFailure },
  );
}
