import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { readRushOptions } from './read-rush-options.ts';
import type { Environment, TargetFlags } from './resolve-target.ts';
import { resolveTarget } from './resolve-target.ts';
import { rushOptions } from './rush-options.ts';

const noFlags: TargetFlags = { url: undefined, dataDir: undefined, adminToken: undefined, buyerSecret: undefined };

/** Reads one option and shows its value, or the complaint. */
function check(name: string, given: unknown, expected: string): void {
  let shown: string;
  try {
    shown = String(readRushOptions({ [name]: given })[name as 'buyers']);
  } catch (error) {
    shown = (error as Error).message;
  }
  assert.ok(shown.includes(expected), `${name} ${JSON.stringify(given)}: ${shown}`);
}

test('options are read as they are typed', () => {
  check('buyers', undefined, '20000');
  check('buyers', '1_000', '1000');
  check('buyers', 5, '5');
  check('buyers', '0', '--buyers <n> takes a whole number from 1 to 1000000, not "0"');
  check('buyers', '1.5', 'takes a whole number');
  check('buyers', '', 'takes a whole number');
  check('twice', '0.25', '0.25');
  check('twice', '1.1', '--twice <share> takes a number from 0 to 1, not "1.1"');
  check('payTwice', '0.05', '0.05');
  check('early', '2s', '2000');
  check('early', '250ms', '250');
  check('early', '3', '3000');
  check('early', 40, '40');
  check('early', '2 weeks', 'takes a time from 0 ms to 60000 ms, as 500ms, 2s or 5m, not "2 weeks"');
  check('paymentWindow', '1m', '60000');
  check('url', '', 'takes a text');
  check('color', undefined, 'true');
  check('color', false, 'false');
  check('json', undefined, 'false');
});

test('more asks than a history keeps are refused', () => {
  assert.throws(() => readRushOptions({ buyers: 1_000_000, again: 100 }), /at most 20000000/);
});

test('every option has its own name and flag', () => {
  assert.equal(new Set(rushOptions.map(({ name }) => name)).size, rushOptions.length);
  for (const { name, flag } of rushOptions) {
    const camel = flag
      .split(' ')[0]
      ?.replace(/^--(no-)?/, '')
      .replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    assert.equal(camel, name);
  }
});

test('address and secrets come from flags, else the environment, else the data folder', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'rush-'));
  try {
    await writeFile(path.join(dataDir, 'server.json'), '{"url":"http://127.0.0.1:3100","pid":1}');
    await writeFile(
      path.join(dataDir, 'secrets.json'),
      '{"PENSTOCK_ADMIN_TOKEN":"filed token","PENSTOCK_BUYER_SECRET":"filed secret"}',
    );
    const read = async (environment: Environment, flags: TargetFlags = noFlags): Promise<string> => {
      const target = await resolveTarget({ ...flags, dataDir }, environment);
      return `${target.url} ${target.adminToken} ${target.buyerSecret} ${target.buyerAudience}`;
    };
    assert.equal(await read({}), 'http://127.0.0.1:3100 filed token filed secret undefined');
    const environment = { PENSTOCK_ADMIN_TOKEN: 'env token', PENSTOCK_BUYER_AUDIENCE: 'shop' };
    assert.equal(await read(environment), 'http://127.0.0.1:3100 env token filed secret shop');
    const flags = { ...noFlags, url: 'https://shop.example/path', adminToken: 'a', buyerSecret: 'b' };
    assert.equal(await read(environment, flags), 'https://shop.example a b shop');
  } finally {
    await rm(dataDir, { recursive: true });
  }
});

test('what is missing is said', async () => {
  const dataDir = path.join(tmpdir(), 'rush-no-such-folder');
  await assert.rejects(resolveTarget({ ...noFlags, dataDir }, {}), /No server runs on/);
  await assert.rejects(resolveTarget({ ...noFlags, dataDir, url: 'http://x' }, {}), /PENSTOCK_BUYER_SECRET/);
  await assert.rejects(resolveTarget({ ...noFlags, dataDir, url: 'ftp://x' }, { PENSTOCK_BUYER_SECRET: 's' }), /http/);
});

test('winners pay in one way each', () => {
  const shares = { pay: '0.6', payLate: '0.1', payTwice: '0.3' };
  assert.equal(readRushOptions(shares).payLate, 0.1);
  assert.throws(() => readRushOptions({ ...shares, pay: '0.7' }), /--pay, --pay-late and --pay-twice are/);
});
