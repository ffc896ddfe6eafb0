import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { ScriptName } from './scripts.ts';
import { readScripts, scriptNames } from './scripts.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));
const scripts = readScripts();

/** Which scripts may run when memory is full, and which only read. All others are refused by Redis before they begin. */
const flags: Readonly<Partial<Record<ScriptName, string>>> = {
  // These give back, promise or make ready again: a full memory must not keep a unit from its next buyer.
  ...{ release: 'allow-oom', paid: 'allow-oom', settle: 'allow-oom', fence: 'allow-oom', arm: 'allow-oom' },
  ...{ pulse: 'no-writes', follow: 'no-writes', snapshot: 'no-writes' },
};

/** Scripts that may act on a server that was not armed, and why. */
const fencedOtherwise: Readonly<Partial<Record<ScriptName, string>>> = {
  settle: 'what is in flight must be able to drain behind a fence',
  fence: 'it stops the sale, which is safe on any server; an older epoch is refused',
  load: 'it names the server at its first part, and only a sale fenced under its epoch takes it; arm compares the server',
  follow: 'it only reads, and says whether its server is the one that was armed',
  snapshot: 'it only reads, and is asked for only where follow has found the sale armed',
};

suite('the files of scripts', () => {
  test('are one a command, each named as its command, and each is read', () => {
    const files = globSync('*.lua', { cwd: `${folder}/lua` });
    assert.deepEqual(files.sort(), scriptNames.map((name) => `${name}.lua`).sort());
  });

  for (const name of scriptNames) {
    test(`${name} has its head: flags, purpose, KEYS, ARGV, what it returns, what it keeps`, () => {
      const flag = flags[name] === undefined ? '' : ` flags=${flags[name]}`;
      const lines = scripts[name].source.split('\n');
      assert.equal(lines[0], `#!lua${flag}`);
      const head = lines.slice(
        1,
        lines.findIndex((line, at) => at > 0 && !line.startsWith('--')),
      );
      assert.match(head[0] ?? '', new RegExp(`^-- ${name}: [^ ].*[.]$`));
      const parts = head.flatMap((line) => /^-- (KEYS|ARGV|Returns|Keeps)\b/.exec(line)?.[1] ?? []);
      const expected = ['KEYS', 'ARGV', 'Returns', 'Keeps'];
      assert.deepEqual(parts, scripts[name].source.includes('ARGV[') ? expected : expected.toSpliced(1, 1));
    });
  }

  test('write no key themselves: each is handed over', () => {
    for (const { name, source } of Object.values(scripts)) {
      const literals = [...source.matchAll(/redis\.p?call\(\s*'([A-Z]+)',\s*'(\w+)'/g)].map(([, command]) => command);
      assert.deepEqual(
        literals.filter((command) => command !== 'INFO' && command !== 'XGROUP'),
        [],
        name,
      );
    }
  });

  test('compare the server that was armed with their own, where they give or change anything', () => {
    for (const { name, source } of Object.values(scripts)) {
      const [, own = ''] = source.split(/^local state/m);
      assert.equal(own.includes('isThisServer(runId)'), fencedOtherwise[name] === undefined, name);
    }
  });
});

test('the names of keys are written in one file', () => {
  const writers = globSync('**/*.{ts,lua}', { cwd: folder, exclude: ['node_modules/**'] }).filter((file) => {
    return !file.endsWith('.test.ts') && readFileSync(`${folder}/${file}`, 'utf8').includes('{${');
  });
  assert.deepEqual(writers, ['keys.ts']);
});
