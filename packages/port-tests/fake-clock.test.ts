import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeClock } from './fake-clock.ts';

test('sleepers wake at their own moments, in order, and see that moment', async () => {
  const clock = fakeClock(1_000);
  const woken: string[] = [];
  const sleep = async (name: string, ms: number) => {
    await clock.sleep(ms);
    woken.push(`${name} at ${clock.nowMs()}`);
  };
  void sleep('late', 30);
  void sleep('early', 10);
  void sleep('too late', 41);
  void sleep('also early', 10);
  void sleep('twice', 5).then(() => sleep('again', 20));
  assert.equal(clock.nextWakeMs(), 1_005);
  await clock.advance(40);
  assert.deepEqual(woken, [
    ...['twice at 1005', 'early at 1010', 'also early at 1010', 'again at 1025', 'late at 1030'],
  ]);
  assert.equal(clock.nowMs(), 1_040);
  assert.equal(clock.nextWakeMs(), 1_041);
});

test('a clock that is not told to move stands still', async () => {
  const clock = fakeClock(5);
  await clock.advance(0);
  assert.equal(clock.nowMs(), 5);
  assert.equal(clock.nextWakeMs(), undefined);
});
