import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { after, before, test } from 'node:test';
import { penstock } from '../penstock-process.ts';
import type { RedisCluster } from './redis-cluster.ts';
import { startRedisCluster } from './redis-cluster.ts';
import { until } from './redis-server.ts';
import { serveOnRedis } from './serve-redis-process.ts';

let cluster: RedisCluster;

before(async () => {
  cluster = await startRedisCluster();
});
after(() => cluster.stop());

/** A server, and a sale in which 20 buyers hold a unit each and 5 are free. */
async function openSale(t: TestContext) {
  const { url, dataDir } = await serveOnRedis(t, cluster.urls);
  const run = (...args: string[]) => penstock([...args, '--data-dir', dataDir]);
  const rush = await run('rush', '--buyers', '20', '--units', '25', '--opens-in', '1s', '--json');
  assert.equal(rush.code, 0, rush.stderr);
  const { saleId } = (JSON.parse(rush.stdout) as { sale: { saleId: string } }).sale;
  return { url, run, saleId };
}

test('units that went astray at the gate are named by the audit, and brought back by penstock rebuild', async (t) => {
  const { run, saleId } = await openSale(t);
  const server = await cluster.masterOf(`penstock:{${saleId}}:state`);
  const [free = ''] = (await server.ask('KEYS', `penstock:{${saleId}}:free:*`)).split('\n');
  const stray = await server.ask('RPOP', free);
  const before = await run('audit', saleId, '--json');
  assert.equal(before.code, 1, before.stdout);
  assert.deepEqual(strayUnits(before.stdout), [Number(stray)]);
  const rebuilt = await run('rebuild', saleId, '--reason', 'a unit went astray', '--json');
  assert.equal(rebuilt.code, 0, rebuilt.stdout + rebuilt.stderr);
  assert.deepEqual(strayUnits(rebuilt.stdout), []);
  assert.equal((await run('audit', saleId)).code, 0);
  assert.equal(await server.ask('LLEN', free), '5');
});

test('a gate that is gone is rebuilt by penstock rebuild too, and no buyer loses a unit', async (t) => {
  const { run, saleId } = await openSale(t);
  const server = await cluster.masterOf(`penstock:{${saleId}}:state`);
  await server.ask('FLUSHALL');
  const rebuilt = await run('rebuild', saleId, '--reason', 'flushed', '--json');
  assert.equal(rebuilt.code, 0, rebuilt.stdout + rebuilt.stderr);
  const [sku] = (JSON.parse(rebuilt.stdout) as Audit).skus;
  assert.deepEqual([sku?.units, sku?.available, sku?.held], [25, 5, 20]);
});

test('while Redis stands still a buyer is told 503 and when to come back; afterwards it goes on', async (t) => {
  const { url, saleId } = await openSale(t);
  const made = await fetch(`${url}/api/v1/demo/buyers`, { method: 'POST' });
  const { token } = (await made.json()) as { token: string };
  const ask = () => {
    const headers = { authorization: `Bearer ${token}` };
    return fetch(`${url}/api/v1/sales/${saleId}/orders`, { method: 'POST', headers });
  };
  for (const server of cluster.servers) server.signal('SIGSTOP');
  const answer = await ask().finally(() => {
    for (const server of cluster.servers) server.signal('SIGCONT');
  });
  assert.equal(answer.status, 503);
  assert.match(answer.headers.get('retry-after') ?? '', /^\d+$/);
  assert.equal(((await answer.json()) as { code: string }).code, 'unavailable');
  await until('the sale goes on', async () => (await ask()).ok);
});

type Audit = {
  readonly skus: readonly {
    readonly units: number;
    readonly available: number;
    readonly held: number;
    readonly unexplained: readonly number[];
  }[];
};

function strayUnits(text: string): readonly number[] {
  return (JSON.parse(text) as Audit).skus.flatMap((sku) => sku.unexplained);
}
