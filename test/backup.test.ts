// A backup that is taken while a sale sells, and what becomes of it.
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createClient } from '@penstock/client';
import { penstock, serve, temporaryFolder } from './penstock-process.ts';

const buyers = 150;

async function run(dataDir: string, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await penstock(['--data-dir', dataDir, ...args]);
  assert.equal(code, 0, `${args.join(' ')}\n${stdout}\n${stderr}`);
  return stdout;
}

/** Buyers ask, and half of them cancel, one after the other in a few lines, until all had their turn. */
async function crowd(url: string, saleId: string, isStarted: () => void): Promise<void> {
  let next = 0;
  const line = async () => {
    for (let number = next++; number < buyers; number = next++) {
      const made = await createClient({ baseUrl: url }).call('createDemoBuyer', {});
      assert.ok(made.kind === 'ok');
      const buyer = createClient({ baseUrl: url, token: made.body.token });
      const asked = await buyer.call('askForUnit', { params: { saleId }, body: {} });
      if (asked.kind === 'ok' && number % 2 === 0) {
        await buyer.call('cancelOrder', { params: { orderId: asked.body.orderId } });
      }
      if (number === 20) isStarted();
    }
  };
  await Promise.all([line(), line(), line(), line()]);
}

test('a backup from the middle of a rush restores to a balanced audit, and sells on', async (t) => {
  const dataDir = temporaryFolder();
  const server = await serve(t, dataDir, ['--demo'], { PENSTOCK_RATE_LIMIT: 'off' });
  await run(dataDir, 'sale', 'create', '--id', 'rush', '--units', '60', '--opens-at', '+1s');
  await run(dataDir, 'watch', 'rush', '--until', 'open');
  const file = join(temporaryFolder(), 'penstock.db');
  const started = Promise.withResolvers<void>();
  const selling = crowd(server.started.url, 'rush', started.resolve);
  await started.promise;
  const made = JSON.parse(await run(dataDir, 'backup', file, '--json'));
  await selling;
  assert.ok(made.bytes > 0 && made.sandboxBytes > 0 && existsSync(`${file}.sandbox`));
  assert.ok(!readFileSync(file).includes(readFileSync(join(dataDir, 'secrets.json'), 'utf8').split('"')[3] ?? ''));

  const refusedTwice = await penstock(['--data-dir', dataDir, 'backup', file]);
  assert.equal(refusedTwice.code, 2);
  assert.match(refusedTwice.stderr, /exists already/);
  const nowhere = await penstock(['--data-dir', dataDir, 'backup', join(file, 'none', 'penstock.db')]);
  assert.equal(nowhere.code, 2);
  assert.match(nowhere.stderr, /BACKUP_REFUSED[\s\S]*The folder .*none does not exist/);
  const whileServing = await penstock(['--data-dir', dataDir, 'restore', file, '--force']);
  assert.equal(whileServing.code, 2);
  assert.match(whileServing.stderr, new RegExp(`Process ${server.pid} holds`));

  const elsewhere = temporaryFolder();
  const restored = JSON.parse(await run(elsewhere, 'restore', file, '--json'));
  assert.deepEqual(
    restored.sales
      .map(({ saleId, balanced }: { saleId: string; balanced: boolean }) => `${saleId} ${balanced}`)
      .toSorted(),
    ['demo-1 true', 'rush true'],
  );
  const second = await serve(t, elsewhere, ['--demo']);
  await run(elsewhere, 'audit', 'rush');
  await crowd(second.started.url, 'rush', () => undefined);
  await run(elsewhere, 'audit', 'rush');
});

test('a restore destroys nothing: what is there stays, is moved aside, or the backup is refused', async (t) => {
  const dataDir = temporaryFolder();
  const server = await serve(t, dataDir, ['--demo']);
  const file = join(temporaryFolder(), 'penstock.db');
  await run(dataDir, 'backup', file);
  await server.stop();
  const ledger = join(dataDir, 'penstock.db');
  const before = readFileSync(ledger);
  const refused = async (backup: string, why: RegExp, ...args: readonly string[]) => {
    const { code, stderr } = await penstock(['--data-dir', dataDir, 'restore', backup, ...args]);
    assert.equal(code, 2);
    assert.match(stderr, why);
    assert.ok(readFileSync(ledger).equals(before), 'the ledger is untouched');
  };
  await refused(file, /--force/);
  await refused(`${file}.none`, /does not exist/, '--force');
  const damaged = `${file}.damaged`;
  copyFileSync(file, damaged);
  const bytes = readFileSync(damaged);
  bytes.fill(0xa5, bytes.length - 8_192);
  writeFileSync(damaged, bytes);
  await refused(damaged, /damaged/, '--force');
  writeFileSync(damaged, 'Dear diary, this is longer than a hundred bytes. '.repeat(9));
  await refused(damaged, /not one of Penstock/, '--force');
  await run(dataDir, 'restore', file, '--force');
  const aside = readdirSync(dataDir).find((name) => /^penstock\.replaced-.*\.db$/.test(name));
  assert.ok(aside !== undefined && readFileSync(join(dataDir, aside)).equals(before));
});

test('migrate --check says what a start would do', async () => {
  const dataDir = temporaryFolder();
  const { version, programVersion, steps } = JSON.parse(await run(dataDir, 'migrate', '--check', '--json'));
  assert.equal(version, null);
  assert.equal(steps.length, programVersion);
  assert.deepEqual(readdirSync(dataDir), []);
});
