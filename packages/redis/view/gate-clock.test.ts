import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom, testSeed } from '@penstock/port-tests';
import { createGateClock } from './gate-clock.ts';

test('a clock that was not measured says nothing', () => {
  assert.equal(createGateClock().at(5), undefined);
});

test('one sample: the middle of the round trip, off by half of it', () => {
  const clock = createGateClock();
  clock.measure({ gateMs: 1_000_000, sentMs: 100, receivedMs: 110 });
  assert.deepEqual(clock.at(110), { nowMs: 1_000_005, errorMs: 5 });
});

test('a quick sample narrows what slow ones left open, and a slow one loses nothing', () => {
  const clock = createGateClock();
  clock.measure({ gateMs: 1_000_000, sentMs: 0, receivedMs: 100 });
  clock.measure({ gateMs: 1_000_101, sentMs: 100, receivedMs: 102 });
  clock.measure({ gateMs: 1_000_150, sentMs: 102, receivedMs: 302 });
  assert.ok((clock.at(302)?.errorMs ?? 9) < 1.2);
});

test('a clock that was set is followed at once', () => {
  const clock = createGateClock();
  clock.measure({ gateMs: 1_000_000, sentMs: 0, receivedMs: 2 });
  clock.measure({ gateMs: 900_000, sentMs: 10, receivedMs: 12 });
  assert.deepEqual(clock.at(12), { nowMs: 900_001, errorMs: 1 });
});

test("the error never lies: the server's clock is always within it, whatever the round trips", () => {
  const random = seededRandom(testSeed);
  const clock = createGateClock();
  const drift = 1 + (random() - 0.5) * 0.0004;
  const gateAt = (localMs: number) => 5_000_000 + localMs * drift;
  let localMs = 0;
  for (let sample = 0; sample < 2_000; sample += 1) {
    const sentMs = localMs + random() * 200;
    const readMs = sentMs + random() * 20;
    localMs = readMs + random() * 20;
    clock.measure({ gateMs: gateAt(readMs), sentMs, receivedMs: localMs });
    const askedMs = localMs + random() * 500;
    const now = clock.at(askedMs);
    assert.ok(now !== undefined && Math.abs(now.nowMs - gateAt(askedMs)) <= now.errorMs + 1e-6);
  }
});
