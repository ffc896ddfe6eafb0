// Starting and stopping the server by the command line.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { penstock, serve, temporaryFolder } from './penstock-process.ts';

test('SIGTERM ends the server in order, and the next start has everything', async (t) => {
  const dataDir = temporaryFolder();
  const first = await serve(t, dataDir, ['--demo']);
  assert.equal(first.started.sale?.saleId, 'demo-1');
  const ending = await first.stop('SIGTERM');
  assert.equal(ending.code, 0, ending.stderr);
  assert.match(ending.stderr, /stopping[\s\S]*stopped/);
  assert.equal(existsSync(join(dataDir, 'server.json')), false);
  const second = await serve(t, dataDir, ['--demo']);
  assert.equal(second.started.sale?.saleId, 'demo-2');
  const { stdout } = await penstock(['sale', 'list', '--json', '--data-dir', dataDir]);
  const ids = JSON.parse(stdout).sales.map(({ saleId }: { saleId: string }) => saleId);
  assert.deepEqual(ids.sort(), ['demo-1', 'demo-2']);
  assert.equal((await second.stop('SIGINT')).code, 0);
});

test('after a kill the next start goes on, and doctor tells what happened meanwhile', async (t) => {
  const dataDir = temporaryFolder();
  const killed = await serve(t, dataDir, ['--demo']);
  await killed.stop('SIGKILL');
  const { code, stdout } = await penstock(['doctor', '--json', '--data-dir', dataDir]);
  assert.equal(code, 1);
  const findings = JSON.parse(stdout).checks as readonly { check: string; level: string; text: string }[];
  assert.equal(findings.find(({ check }) => check === 'server')?.level, 'fail');
  assert.match(findings.find(({ check }) => check === 'database')?.text ?? '', /is whole$/);
  const next = await serve(t, dataDir, ['--demo']);
  assert.equal(next.started.sale?.saleId, 'demo-2');
});

test('a taken port: demo mode takes the next one and says so, otherwise the start is refused', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1');
  t.after(() => taken.close());
  await once(taken, 'listening');
  const port = String((taken.address() as AddressInfo).port);
  const demo = await serve(t, temporaryFolder(), ['--demo', '--port', port]);
  assert.notEqual(new URL(demo.started.url).port, port);
  assert.match((await demo.stop()).stderr, new RegExp(`port ${port} is taken`));
  const secrets = {
    PENSTOCK_SECRET: 's'.repeat(32),
    PENSTOCK_ADMIN_TOKEN: 'a'.repeat(32),
    PENSTOCK_BUYER_SECRET: 'b'.repeat(32),
  };
  const refused = await penstock(['serve', '--port', port, '--data-dir', temporaryFolder(), '--json'], secrets);
  assert.equal(refused.code, 2);
  const problem = JSON.parse(refused.stderr.trimEnd().split('\n').at(-1) ?? '');
  assert.equal(problem.code, 'PORT_TAKEN');
});

test('without secrets, on a strange address, and on a folder that is in use, the start is refused with the reason', async (t) => {
  const dataDir = temporaryFolder();
  const bare = await penstock(['serve', '--port', '0', '--data-dir', dataDir]);
  assert.equal(bare.code, 2);
  assert.match(bare.stderr, /\(SETTING_INVALID\)\.\n {2}why: {2}PENSTOCK_\w+ is not set/);
  // An address of the documentation (RFC 5737), which no machine has.
  const strange = await penstock(['serve', '--demo', '--port', '0', '--host', '192.0.2.1', '--data-dir', dataDir]);
  assert.equal(strange.code, 2);
  assert.match(strange.stderr, /\(SYSTEM_REFUSED\)\.\n {2}why: {2}listen EADDRNOTAVAIL/);
  await serve(t, dataDir, ['--demo']);
  const second = await penstock(['serve', '--demo', '--port', '0', '--data-dir', dataDir]);
  assert.equal(second.code, 2);
  assert.match(second.stderr, /\(FILE_IN_USE\)/);
});

test('outside demo mode no sale is made, and the token of the environment is the operators’', async (t) => {
  const secrets = {
    PENSTOCK_SECRET: 's'.repeat(32),
    PENSTOCK_ADMIN_TOKEN: 'a'.repeat(32),
    PENSTOCK_BUYER_SECRET: 'b'.repeat(32),
  };
  const dataDir = temporaryFolder();
  const server = await serve(t, dataDir, [], secrets);
  assert.equal(server.started.sale, undefined);
  assert.equal(existsSync(join(dataDir, 'secrets.json')), false);
  const list = ['sale', 'list', '--json', '--url', server.started.url];
  assert.deepEqual(JSON.parse((await penstock(list, secrets)).stdout), { sales: [] });
  const { stdout, stderr } = await server.stop();
  for (const secret of Object.values(secrets)) assert.ok(!`${stdout}${stderr}`.includes(secret));
});
