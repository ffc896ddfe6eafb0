// The crowds of the promise: 100,000 buyers over 256 connections, a tenth of them asking twice at once.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { testSeed } from '@penstock/port-tests';
import { readRushOptions, rush } from '@penstock/rush';
import { serve, temporaryFolder } from './penstock-process.ts';

/** Longer than a slow machine needs to mint the tokens of the crowd. */
const opensInMs = 20_000;

/** Plays the crowd against a server of its own; every verdict but that on money was reached, and holds. */
async function play(t: TestContext, shape: { readonly variants?: number; readonly perBuyer?: number }) {
  const dataDir = temporaryFolder();
  const { started } = await serve(t, dataDir, ['--demo'], { PENSTOCK_RATE_LIMIT: 'off' });
  const secrets = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'));
  const options = readRushOptions({
    url: started.url,
    adminToken: secrets.PENSTOCK_ADMIN_TOKEN,
    buyerSecret: secrets.PENSTOCK_BUYER_SECRET,
    buyers: 100_000,
    connections: 256,
    units: 100,
    twice: 0.1,
    opensIn: opensInMs,
    seed: testSeed,
    ...shape,
  });
  const signal = new AbortController().signal;
  const report = await rush(options, { environment: {}, signal, onProgress: () => undefined });
  const broken = report.verdicts.filter(({ id, holds }) => holds !== (id === 'H9' ? 'not-judged' : true));
  assert.deepEqual(broken, [], `PENSTOCK_SEED=${testSeed}`);
  const { given, asks, firstUnitAfterMs, soldOutAfterMs, decisionsPerSecond } = report;
  t.diagnostic(JSON.stringify({ given, asks, firstUnitAfterMs, soldOutAfterMs, decisionsPerSecond }));
  return report;
}

test('100,000 buyers for 100 units: 100 orders of 100 buyers', async (t) => {
  const { given, asks } = await play(t, {});
  assert.deepEqual(given, { units: 100, orders: 100, buyers: 100, cancelled: 0 });
  assert.ok(asks.sent > 105_000, 'a tenth asked twice');
});

test('the same with three variants and two units a buyer: 100 orders, no buyer with more than two', async (t) => {
  const { given } = await play(t, { variants: 3, perBuyer: 2 });
  assert.deepEqual([given.units, given.orders], [100, 100]);
  assert.ok(given.buyers >= 50 && given.buyers <= 100);
});
