import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BuyerAct } from '@penstock/port-tests';
import { fakeClock, providerSuite } from '@penstock/port-tests';
import { decideSandboxPayment } from './decide-payment.ts';
import { openSandboxBook } from './sandbox-book.ts';
import { createSandboxProvider } from './sandbox-provider.ts';
import type { Scenario } from './scenarios.ts';
import { silentAfterExpiryMs } from './scenarios.ts';

const scenarioOf: Readonly<Record<BuyerAct, Scenario>> = {
  pay: 'approve',
  decline: 'decline',
  'pay-in-silence': 'silent-capture',
  'pay-with-failing-refund': 'refund-fails-once',
};

/** In ms: longer than any attempt of the suite has. */
const expiryMs = 60_000;

providerSuite('the sandbox', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'penstock-sandbox-'));
  const file = join(folder, 'sandbox.db');
  const clock = fakeClock(1_764_000_000_000);
  let book = openSandboxBook(file);
  return {
    provider: () => createSandboxProvider({ book, clock }),
    nowMs: clock.nowMs,
    act(paymentId, act) {
      const decision = { paymentId, scenario: scenarioOf[act], nowMs: clock.nowMs() };
      return decideSandboxPayment(book, decision).kind === 'decided';
    },
    endSilence: () => clock.advance(expiryMs + silentAfterExpiryMs),
    restart() {
      book.end();
      book = openSandboxBook(file);
    },
    async close() {
      book.end();
      rmSync(folder, { recursive: true });
    },
  };
});
