import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { repositoryFiles, repositoryRoot } from './repository-files.ts';

/** In parts, so that this file does not find itself. */
const leaks: readonly string[] = [
  ['/wo', 'rk/'],
  ['/tmp/', 'bash_jobs'],
  ['/tmp/', 'brief'],
  ['"resolved": ', '"https'],
].map((parts) => parts.join(''));

test('no file tells of the machine that it was written on', () => {
  const found = repositoryFiles().flatMap((file) => {
    const text = readFileSync(join(repositoryRoot, file), 'utf8');
    return leaks.filter((leak) => text.includes(leak)).map((leak) => `${file}: ${leak}`);
  });
  assert.deepEqual(found, []);
});
