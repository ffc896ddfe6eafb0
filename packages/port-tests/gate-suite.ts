import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { askStories } from './ask-stories.ts';
import { gateBoundCases } from './gate-bound-cases.ts';
import type { GateCase } from './gate-case.ts';
import { gateFenceCases } from './gate-fence-cases.ts';
import { gateOutboxCases } from './gate-outbox-cases.ts';
import type { MakeGate } from './gate-stage.ts';
import { gateStage } from './gate-stage.ts';
import { gateStockCases } from './gate-stock-cases.ts';
import { gateViewCases } from './gate-view-cases.ts';
import { tell } from './story.ts';

/** What every adapter of the gate must pass, all of it. Each case gets a gate of its own. */
export function gateSuite(name: string, make: MakeGate): void {
  const storyCases = askStories.map(([story, answers]): GateCase => {
    return [story, async (under) => assert.equal(await tell(gateStage(under), story), answers)];
  });
  suite(`${name} answers by example`, () => runCases(make, storyCases));
  suite(`${name} hands orders to the ledger`, () => runCases(make, gateOutboxCases));
  suite(`${name} changes stock and rules once`, () => runCases(make, gateStockCases));
  suite(`${name} is fenced, loaded and armed`, () => runCases(make, gateFenceCases));
  suite(`${name} tells what it knows`, () => runCases(make, gateViewCases));
  suite(`${name} is bounded`, () => runCases(make, gateBoundCases));
}

/** In ms. A case waits for events; one that never comes must not hold up the run. */
const caseTimeoutMs = 60_000;

function runCases(make: MakeGate, cases: readonly GateCase[]): void {
  for (const [name, run] of cases) {
    test(name, { timeout: caseTimeoutMs }, async () => {
      const under = await make();
      try {
        await run(under);
      } finally {
        await under.close();
      }
    });
  }
}
