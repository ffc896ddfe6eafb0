import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const tools = fileURLToPath(new URL('.', import.meta.url));

/** A clone of nothing but the launcher. Its Node is another file than ours, so that the entry runs as a child. */
describe('launch', () => {
  let root = '';
  before(() => {
    root = mkdtempSync(join(tmpdir(), 'penstock-launch-'));
    mkdirSync(join(root, 'tools'));
    mkdirSync(join(root, 'fake-npm'));
    for (const file of ['launch.js', 'install.js', 'run.js'])
      copyFileSync(join(tools, file), join(root, 'tools', file));
    writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(root, 'entry.ts'), entry);
    writeProgram(join(root, 'fake-npm', 'npm'), fakeNpm);
  });
  beforeEach(() => {
    rmSync(join(root, 'node_modules'), { recursive: true, force: true });
    rmSync(join(root, 'package-lock.json'), { force: true });
    rmSync(join(root, 'npm-calls'), { force: true });
  });
  after(() => rmSync(root, { recursive: true }));

  const start = (...args: readonly string[]): ChildProcess => {
    const path = [join(root, 'fake-npm'), process.env.PATH].join(':');
    const stdio = ['ignore', 'pipe', 'pipe'] as const;
    return spawn(process.execPath, [join(root, 'tools', 'run.js'), 'entry.ts', ...args], {
      stdio: [...stdio],
      env: { ...process.env, PATH: path },
    });
  };
  const putNode = (): void => {
    mkdirSync(join(root, 'node_modules', '.bin'), { recursive: true });
    writeProgram(join(root, 'node_modules', '.bin', 'node'), `#!/bin/sh\nexec '${process.execPath}' "$@"\n`);
  };
  const lock = (version: string): void => {
    const packages = { '': {}, 'node_modules/left': { version }, 'node_modules/other-os': { version, optional: true } };
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages }));
  };
  const npmCalls = (): readonly string[] => readFileSync(join(root, 'npm-calls'), 'utf8').trim().split('\n');

  it('passes a signal on once, waits for the graceful end, and ends with its code', async () => {
    putNode();
    const launcher = start('graceful');
    const stopped = linesOf(launcher);
    await stopped.until('ready');
    launcher.kill('SIGTERM');
    launcher.kill('SIGTERM');
    assert.deepEqual(await once(launcher, 'close'), [7, null]);
    assert.deepEqual(stopped.lines(), ['ready', 'SIGTERM 1', 'closed']);
  });

  it('ends by the signal that ended the entry', async () => {
    putNode();
    const launcher = start('die');
    assert.deepEqual(await once(launcher, 'close'), [null, 'SIGKILL']);
  });

  it('goes on in its own process when it is a fitting Node and no other is there', async () => {
    const launcher = start('print', 'a b');
    assert.ok(launcher.stdout && launcher.pid);
    assert.equal(await text(launcher.stdout), `pid ${launcher.pid} args print,a b\n`);
  });

  it('installs what the lock file names: from nothing, then the change, then nothing more', async () => {
    lock('1.0.0');
    assert.deepEqual(await once(start('print'), 'exit'), [0, null]);
    assert.match(npmCalls()[0] ?? '', /^ci --include=dev /);
    assert.deepEqual(await once(start('print'), 'exit'), [0, null]);
    assert.equal(npmCalls().length, 1);
    lock('1.0.1');
    assert.deepEqual(await once(start('print'), 'exit'), [0, null]);
    assert.match(npmCalls()[1] ?? '', /^install --no-save --include=dev /);
  });

  it('says what failed when npm does', async () => {
    lock('broken');
    const launcher = start('print');
    assert.ok(launcher.stderr);
    const said = text(launcher.stderr);
    assert.deepEqual(await once(launcher, 'close'), [1, null]);
    assert.match(await said, /`npm ci` failed with exit code 3.*npm registry is not reachable/);
  });
});

const entry = `
const [, , what, ...rest] = process.argv;
if (what === 'print') console.log('pid ' + process.pid + ' args ' + [what, ...rest]);
if (what === 'die') process.kill(process.pid, 'SIGKILL');
if (what === 'graceful') {
  let count = 0;
  const keepAlive = setInterval(() => {}, 1000);
  process.on('SIGTERM', () => {
    count += 1;
    console.log('SIGTERM ' + count);
    // In two steps, so that a second signal would still be heard.
    if (count === 1) setTimeout(() => { console.log('closed'); process.exitCode = 7; clearInterval(keepAlive); }, 200);
  });
  console.log('ready');
}
`;

/** Writes down how it was called, and installs as npm does, which leaves out what is for another system; a version "broken" fails. */
const fakeNpm = `#!/bin/sh
echo "$@" >> npm-calls
if grep -q broken package-lock.json; then exit 3; fi
mkdir -p node_modules
sed 's#,"node_modules/other-os":{[^}]*}##' package-lock.json > node_modules/.package-lock.json
`;

function writeProgram(file: string, body: string): void {
  writeFileSync(file, body);
  chmodSync(file, 0o755);
}

interface Lines {
  readonly lines: () => readonly string[];
  readonly until: (line: string) => Promise<void>;
}

function linesOf(child: ChildProcess): Lines {
  let seen = '';
  const lines = (): readonly string[] => seen.split('\n').filter((line) => line !== '');
  assert.ok(child.stdout);
  const output = child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    seen += chunk;
  });
  return {
    lines,
    until: async (line) => {
      while (!lines().includes(line)) await once(output, 'data');
    },
  };
}
