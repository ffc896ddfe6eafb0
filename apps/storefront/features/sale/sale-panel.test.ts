import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSay } from '@penstock/web';
import { en } from '../../texts/en.ts';
import { enMore } from '../../texts/en-more.ts';
import { salePanel } from './sale-panel.ts';
import { saleStage } from './sale-stage.ts';

const opensAtMs = 1_000_000_000;
const say = createSay('en', { ...en, ...enMore });

test('a page that opens by the clock before it has read the open sale tells of units, and of no time left', () => {
  const panelAt = (nowMs: number) => {
    const facts = {
      ...({ phase: 'scheduled', opensAtMs, closesAtMs: undefined, available: 100, held: 0, units: 100 } as const),
      ...{ perBuyer: 1, liveOrders: 0, paymentWindowMs: 1_800_000, mayReturnFromMs: undefined, nowMs, armDelayMs: 5 },
      ...({ steadyMs: 50_000, flight: { kind: 'idle' }, isSignedOut: false, isWatching: false } as const),
    };
    return salePanel(saleStage(facts), facts, say);
  };
  assert.equal(panelAt(opensAtMs - 16_000).button, 'Starts in 00:16');
  assert.equal(panelAt(opensAtMs + 10).line, '1 per person · 100 left');
});
