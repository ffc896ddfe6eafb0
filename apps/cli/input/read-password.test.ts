import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { readPassword } from './read-password.ts';

/** What comes of keys typed at a terminal, one part at each prompt; a part may be a paste of several lines. */
async function typed(...parts: readonly string[]): Promise<string> {
  const stdin = Object.assign(new PassThrough(), { isTTY: true as const });
  const stderr = new PassThrough();
  let shown = '';
  let next = 0;
  stderr.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    if (text.endsWith(': ') && next < parts.length) stdin.write(parts[next++]);
  });
  const read = await readPassword({ stdin, stderr }, 'ann').catch((error: { why: string }) => error.why);
  // Nothing that was typed is shown, right or wrong.
  assert.equal(shown.replace('New password of ann: ', '').replace('The same again: ', '').trim(), '');
  return read;
}

test('a password is typed twice, pasted twice, and never shown', async () => {
  assert.equal(await typed('correct horse\r', 'correct horse\r'), 'correct horse');
  assert.equal(await typed('correct horse\rcorrect horse\r'), 'correct horse');
  assert.equal(await typed('corrr\b\bect horse\r', 'correct horse\r'), 'The two passwords differ.');
  assert.equal(await typed('corrx\bect horse\r', 'correct horse\r'), 'correct horse');
});

test('Ctrl-C, Ctrl-D and an empty line give no password', async () => {
  for (const key of ['\u0003', '\u0004', '\r', 'corr\u0003']) assert.equal(await typed(key), 'No password was given.');
  assert.equal(await typed('correct horse\r', '\u0003'), 'No password was given.');
});

test('where there is no terminal it is the first line that says something', async () => {
  const stdin = new PassThrough();
  stdin.end('\ncorrect horse\nnot this\n');
  assert.equal(await readPassword({ stdin, stderr: new PassThrough() }, 'ann'), 'correct horse');
});
