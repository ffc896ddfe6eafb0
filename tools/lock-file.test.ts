import assert from 'node:assert/strict';
import test from 'node:test';
import { lockGaps, readLockFile } from './lock-file.ts';

test('npm ci accepts the lock file on every platform', () => {
  const names = lockGaps(readLockFile()).map((gap) => gap.name);
  assert.deepEqual(names, [], 'fill the gaps with `node tools/run.js tools/lock-file.ts`');
});

test('the lock file records no address to download from', () => {
  const addresses = Object.entries(readLockFile().packages).filter(
    ([, locked]) => 'resolved' in locked && String(locked.resolved).includes('://'),
  );
  assert.deepEqual(
    addresses.map(([path]) => path),
    [],
  );
});
