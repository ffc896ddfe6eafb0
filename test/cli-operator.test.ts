// `penstock operator …` as a child process against a real server.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { penstock, serve, temporaryFolder } from './penstock-process.ts';

const dataDir = temporaryFolder();
const server = await serve({ after }, dataDir, ['--demo']);

const password = 'correct horse battery';

async function run(args: string, input = '') {
  const { code, stdout, stderr } = await penstock(['--data-dir', dataDir, '--json', ...args.split(' ')], {}, input);
  assert.equal(`${stdout}${stderr}`.includes(password), false, 'a password is never printed');
  return { code, stdout, stderr, json: stdout === '' ? undefined : JSON.parse(stdout) };
}

async function signInStatus(name: string, word: string): Promise<number> {
  const { status } = await fetch(`${server.started.url}/api/v1/admin/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password: word }),
  });
  return status;
}

test('accounts are added, listed, disabled, enabled and given new passwords', async () => {
  const added = await run('operator add ann --role operator', `${password}\n`);
  assert.equal(added.code, 0, added.stderr);
  assert.deepEqual([added.json.name, added.json.role], ['ann', 'operator']);
  assert.equal(await signInStatus('ann', password), 200);
  assert.equal((await run('operator disable ann --reason gone')).json.disabled, true);
  assert.equal(await signInStatus('ann', password), 401);
  assert.equal((await run('operator enable ann')).json.disabled, false);
  assert.equal((await run('operator password ann', 'another long password\n')).code, 0);
  assert.equal(await signInStatus('ann', password), 401);
  assert.equal(await signInStatus('ann', 'another long password'), 200);
  const names = (await run('operator list')).json.operators.map(({ name }: { name: string }) => name);
  assert.deepEqual(names, ['ann', 'demo']);
});

test('what cannot be done is said, and nothing changes', async () => {
  const again = await run('operator add demo --role viewer', `${password}\n`);
  assert.equal(again.code, 1);
  assert.match(again.stderr, /operator-exists/);
  const short = await run('operator add bob --role viewer', 'short\n');
  assert.match(short.stderr, /invalid-request/);
  const empty = await run('operator add bob --role viewer');
  assert.equal(empty.code, 2);
  assert.match(empty.stderr, /OPTION_INVALID/);
  assert.match((await run('operator disable demo')).stderr, /last-admin/);
  assert.match((await run('operator enable nobody')).stderr, /operator-not-found.*penstock operator list/);
  assert.equal((await run('operator add bob', `${password}\n`)).code, 2, 'a role must be named');
});
