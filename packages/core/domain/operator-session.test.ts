import assert from 'node:assert/strict';
import { property } from '@penstock/port-tests';
import { array, integer } from 'fast-check';
import { operatorSessionIdleMs, operatorSessionMs, sessionUseEveryMs } from '../limits.ts';
import type { OperatorSession } from './operator-session.ts';
import { isSessionGood, isUseDue, sessionEndsAtMs } from './operator-session.ts';

const openedAtMs = 1_700_000_000_000;

/** What becomes of a session that is used after each of these pauses: the moments at which it was let in. */
function live(pausesMs: readonly number[]): readonly number[] {
  let session: OperatorSession = { openedAtMs, usedAtMs: openedAtMs };
  let nowMs = openedAtMs;
  const letIn: number[] = [];
  for (const pauseMs of pausesMs) {
    nowMs += pauseMs;
    if (!isSessionGood(session, nowMs)) continue;
    letIn.push(nowMs);
    if (isUseDue(session, nowMs)) session = { ...session, usedAtMs: nowMs };
  }
  return letIn;
}

const inputs = array(integer({ min: 0, max: 2 * operatorSessionIdleMs }), { minLength: 1, maxLength: 60 });

property('no session is good when its time is over, however it was used', inputs, (pausesMs) => {
  const endMs = sessionEndsAtMs({ openedAtMs, usedAtMs: openedAtMs });
  for (const atMs of live(pausesMs)) assert.ok(atMs < endMs);
});

property('no session outlives a pause of the idle time, and one that ended never is good again', inputs, (pausesMs) => {
  const letIn = live(pausesMs);
  for (const [index, atMs] of letIn.entries()) {
    assert.ok(atMs - (letIn[index - 1] ?? openedAtMs) < operatorSessionIdleMs);
  }
  let nowMs = openedAtMs;
  const tried: number[] = [];
  for (const pauseMs of pausesMs) {
    nowMs += pauseMs;
    tried.push(nowMs);
  }
  assert.deepEqual(letIn, tried.slice(0, letIn.length));
});

const often = array(integer({ min: 1, max: operatorSessionIdleMs - sessionUseEveryMs - 1 }), { maxLength: 200 });

property('who uses a session often enough keeps it until its time is over', often, (pausesMs) => {
  let totalMs = 0;
  const within = pausesMs.filter((pauseMs) => {
    totalMs += pauseMs;
    return totalMs < operatorSessionMs;
  });
  assert.equal(live(within).length, within.length);
});
