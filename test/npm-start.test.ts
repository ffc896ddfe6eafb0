// `npm start` as a person runs it: the signal goes to the npm process.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment, penstock, temporaryFolder } from './penstock-process.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Starts `npm start`, and answers once its first screen is there. */
async function npmStart(t: TestContext, dataDir: string) {
  const npm = spawn('npm', ['start'], {
    cwd: root,
    env: cleanEnvironment({ PENSTOCK_DATA_DIR: dataDir, PENSTOCK_PORT: '0' }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(npm, 'close');
  t.after(() => npm.kill('SIGKILL'));
  const screen = Promise.withResolvers<string>();
  let shown = '';
  npm.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    shown += chunk;
    if (shown.includes('Ctrl-C stops')) screen.resolve(shown);
  });
  closed.then(() => screen.reject(new Error(`npm start ended before its screen: ${shown}`)));
  return { screen: await screen.promise, closed, npm };
}

test('npm start shows where everything is; SIGTERM to npm ends the server; it starts again with its data', async (t) => {
  const dataDir = join(temporaryFolder(), 'data');
  const first = await npmStart(t, dataDir);
  const { url, pid } = JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8'));
  for (const text of [
    url,
    dataDir,
    'demo-1',
    'npm run rush',
    "sale create --units 100 --opens-at '15:00[Asia/Shanghai]'",
  ]) {
    assert.ok(first.screen.includes(text), text);
  }
  assert.equal(statSync(dataDir).mode & 0o777, 0o700, 'what is in it is its owner’s alone');
  const { PENSTOCK_ADMIN_TOKEN: token } = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'));
  assert.ok(!first.screen.includes(token));
  const [, name, password] = /sign in as (\S+), password (\S+)\)/.exec(first.screen) ?? [];
  const signIn = await fetch(`${url}/api/v1/admin/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password }),
  });
  assert.equal(signIn.status, 200);
  assert.match(await signIn.text(), /"role":"admin"/);
  first.npm.kill('SIGTERM');
  await first.closed;
  assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
  assert.equal(existsSync(join(dataDir, 'server.json')), false);

  const second = await npmStart(t, dataDir);
  assert.match(second.screen, /demo-2/);
  assert.ok(second.screen.includes(`sign in as ${name}, password ${password})`));
  const { stdout } = await penstock(['sale', 'list', '--json', '--data-dir', dataDir]);
  assert.equal(JSON.parse(stdout).sales.length, 2);
  second.npm.kill('SIGINT');
  await second.closed;
  assert.equal(existsSync(join(dataDir, 'server.json')), false);
});
