import { suite, test } from 'node:test';
import type { MakeProvider } from './provider-case.ts';
import { providerCases } from './provider-cases.ts';

/** In ms. A provider that never answers must not hold up the run. */
const caseTimeoutMs = 60_000;

/** What every adapter of a payment provider must pass, all of it. Each case gets a provider of its own. */
export function providerSuite(name: string, make: MakeProvider): void {
  suite(`${name} takes money`, () => {
    for (const [text, run] of providerCases) {
      test(text, { timeout: caseTimeoutMs }, async () => {
        const under = await make();
        try {
          await run(under);
        } finally {
          await under.close();
        }
      });
    }
  });
}
