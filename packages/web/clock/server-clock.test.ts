import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createServerClock } from './server-clock.ts';

const serverStartMs = 1_000_000;

/** A world in which each question for the time takes the next of these milliseconds, half of it on the way there. */
function world(roundTripsMs: readonly number[]) {
  const state = { steadyMs: 50, wallMs: 9_000, asleepMs: 0, asked: 0, changes: 0 };
  const pass = (ms: number) => {
    state.steadyMs += ms;
    state.wallMs += ms;
  };
  const serverMs = () => serverStartMs + state.steadyMs + state.asleepMs;
  const clock = createServerClock({
    steadyMs: () => state.steadyMs,
    wallMs: () => state.wallMs,
    readServerMs: async () => {
      const tripMs = roundTripsMs[state.asked % roundTripsMs.length] ?? 0;
      state.asked += 1;
      pass(tripMs / 4);
      const answer = serverMs();
      pass((3 * tripMs) / 4);
      return answer;
    },
    onChange: () => {
      state.changes += 1;
    },
  });
  const wrongByMs = () => (clock.nowMs() ?? 0) - serverMs();
  return { clock, state, pass, serverMs, wrongByMs };
}

test('the clock takes five samples and believes the quickest', async () => {
  const { clock, state, wrongByMs } = world([400, 90, 8, 300, 120]);
  assert.equal(clock.nowMs(), undefined);
  await clock.sync();
  assert.equal(state.asked, 5);
  assert.equal(Math.abs(wrongByMs()), 2);
  assert.equal(clock.armDelayMs(), 4);
});

test('the first sample is used at once', async () => {
  const { clock, state, wrongByMs } = world([400]);
  const syncing = clock.sync();
  while (state.changes === 0) await Promise.resolve();
  assert.equal(Math.abs(wrongByMs()), 100);
  await syncing;
});

test('a changed wall clock moves nothing, and is a reason to measure again', async () => {
  const { clock, state, wrongByMs } = world([10]);
  await clock.sync();
  state.wallMs += 3_600_000;
  assert.equal(Math.abs(wrongByMs()), 2.5);
  clock.resyncIfDue(undefined);
  await clock.sync();
  assert.equal(state.asked, 10);
  clock.resyncIfDue(undefined);
  assert.equal(state.asked, 10);
});

test('after a sleep in which the steady clock stood still the first sample counts, however slow', async () => {
  const { clock, state, wrongByMs } = world([10, 10, 10, 10, 10, 4_000, 4_000, 4_000, 4_000, 4_000]);
  await clock.sync();
  state.wallMs += 60_000;
  state.asleepMs += 60_000;
  clock.resyncIfDue(undefined);
  await clock.sync();
  assert.equal(Math.abs(wrongByMs()), 1_000);
});

test('a minute before an opening the clock is measured again, once', async () => {
  const { clock, state, pass, serverMs } = world([10]);
  await clock.sync();
  const opensAtMs = serverMs() + 90_000;
  clock.resyncIfDue(opensAtMs);
  assert.equal(state.asked, 5);
  pass(31_000);
  clock.resyncIfDue(opensAtMs);
  await clock.sync();
  assert.equal(state.asked, 10);
  clock.resyncIfDue(opensAtMs);
  assert.equal(state.asked, 10);
});

test('a slow measurement does not replace a good one', async () => {
  const { clock, wrongByMs } = world([20, 20, 20, 20, 20, 5_000]);
  await clock.sync();
  const before = wrongByMs();
  await clock.sync();
  assert.equal(wrongByMs(), before);
});

test('a server that gives no time leaves the clock as it is', async () => {
  const clock = createServerClock({
    steadyMs: () => 0,
    wallMs: () => 0,
    readServerMs: async () => undefined,
    onChange: () => assert.fail('nothing changed'),
  });
  await clock.sync();
  assert.equal(clock.nowMs(), undefined);
});
