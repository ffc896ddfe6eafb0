import assert from 'node:assert/strict';
import { test } from 'node:test';
import { penstock } from '../penstock-process.ts';
import type { RedisCluster } from './redis-cluster.ts';
import { startRedisCluster } from './redis-cluster.ts';
import { serveOnRedis } from './serve-redis-process.ts';

const buyers = 100_000;
const units = 100;

/** What a crowd without payments can be judged by; H9 is about money. */
const judged = ['H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'H7', 'H8', 'H10'];

type Report = {
  readonly sale: { readonly saleId: string };
  readonly crowd: { readonly buyers: number; readonly end: string };
  readonly asks: { readonly sent: number; readonly unanswered: number };
  readonly given: { readonly units: number; readonly buyers: number };
  readonly outcomes: readonly { readonly outcome: string; readonly count: number }[];
  readonly soldOutAfterMs: number | null;
  readonly playedMs: number;
  readonly decisionsPerSecond: number;
  readonly verdicts: readonly { readonly id: string; readonly holds: boolean | string }[];
};

test(`${buyers} buyers rush for ${units} units, with the gate on a cluster`, async (t) => {
  const cluster = await startRedisCluster();
  t.after(() => cluster.stop());
  const { dataDir } = await serveOnRedis(t, cluster.urls);
  const callsBefore = await scriptCalls(cluster);
  const args = ['--buyers', String(buyers), '--units', String(units), '--connections', '256', '--json'];
  const { code, stdout, stderr } = await penstock(['rush', ...args, '--data-dir', dataDir]);
  assert.equal(code, 0, `${stdout}\n${stderr}`);
  const report = JSON.parse(stdout) as Report;
  const { asks, crowd, given, verdicts, outcomes } = report;
  assert.equal(crowd.buyers, buyers);
  assert.ok(asks.sent >= buyers && asks.unanswered === 0, `${asks.sent} asks, ${asks.unanswered} unanswered`);
  assert.deepEqual({ units: given.units, buyers: given.buyers }, { units, buyers: units });
  for (const id of judged) assert.equal(verdicts.find((verdict) => verdict.id === id)?.holds, true, id);
  const audit = await penstock(['audit', report.sale.saleId, '--data-dir', dataDir]);
  assert.equal(audit.code, 0, audit.stdout);
  const calls = (await scriptCalls(cluster)) - callsBefore;
  t.diagnostic(`${asks.sent} asks: ${outcomes.map(({ outcome, count }) => `${count} ${outcome}`).join(', ')}`);
  t.diagnostic(
    `all given after ${report.soldOutAfterMs} ms, played ${report.playedMs} ms, ${report.decisionsPerSecond} decisions/s`,
  );
  t.diagnostic(
    `${calls} script calls to Redis, looks at the changes included; hold: ${judged.join(' ')}; audit balanced`,
  );
});

/** Script calls that clients made to all masters so far. */
async function scriptCalls(cluster: RedisCluster): Promise<number> {
  const stats = await Promise.all(cluster.servers.map((server) => server.ask('INFO', 'commandstats')));
  const calls = stats.map((text) => Number(/^cmdstat_evalsha:calls=(\d+)/m.exec(text)?.[1] ?? 0));
  return calls.reduce((sum, each) => sum + each, 0);
}
