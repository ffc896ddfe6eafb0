import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { failure, isFailure } from '@penstock/core';
import { turn } from '@penstock/port-tests';
import { createCallQueue } from './call-queue.ts';
import { callsWaitingMax, groupsInFlightMax, groupWeightMax } from './limits.ts';
import type { SentCall, SentOutcome, ToThread } from './thread-messages.ts';
import { sendError } from './thread-messages.ts';

suite('the calls of a thread', () => {
  test('alone, a call goes at once; those that come while others are on their way go together', async () => {
    const { add, sent, answer } = startQueue();
    add('a');
    await turn();
    add('b');
    await turn();
    for (const name of ['c', 'd', 'e']) add(name);
    await turn();
    assert.deepEqual(sent, ['a', 'b']);
    answer();
    assert.deepEqual(sent, ['a', 'b', 'c d e']);
  });
  test('calls of one turn go together', async () => {
    const { add, sent } = startQueue();
    for (const name of ['a', 'b', 'c']) add(name);
    await turn();
    assert.deepEqual(sent, ['a b c']);
  });
  test('a group is as heavy as it may be and no heavier, but one call always goes', async () => {
    const { add, sent, answer } = startQueue();
    add('a', groupWeightMax - 1);
    add('b', 1);
    add('c', 1);
    add('d', groupWeightMax * 2);
    add('e', 1);
    await turn();
    while (sent.length < 4) answer();
    assert.deepEqual(sent, ['a b', 'c', 'd', 'e']);
  });
  test('each call gets its own answer, in any mixture of values and errors', async () => {
    const { ask, queue } = startQueue();
    const answers = ['a', 'b', 'c'].map(ask);
    await turn();
    const refused: SentOutcome = {
      isDone: false,
      error: sendError(failure('LEDGER_UNAVAILABLE', { detail: 'Full.' })),
    };
    const bug: SentOutcome = { isDone: false, error: sendError(new Error('a bug')) };
    queue.take({ kind: 'outcomes', outcomes: [{ isDone: true, value: 1 }, refused, bug] });
    assert.equal(await answers[0], 1);
    await assert.rejects(answers[1] ?? assert.fail(), (error) => {
      return isFailure(error, 'LEDGER_UNAVAILABLE') && error.message.endsWith(' Full.');
    });
    await assert.rejects(answers[2] ?? assert.fail(), /a bug/);
  });
  test('parts go to the call that they are of', async () => {
    const { queue } = startQueue();
    const parts: unknown[] = [];
    void queue.add(call('a'));
    void queue.add(call('b'), { onPart: (part) => parts.push(part) });
    await turn();
    const part = { kind: 'orders', rows: '[]' } as const;
    queue.take({ kind: 'part', at: 0, part });
    queue.take({ kind: 'part', at: 1, part });
    assert.deepEqual(parts, [part]);
  });
  test('beyond the limit a call is refused, and there is room again after an answer', async () => {
    const { ask, add, answer } = startQueue();
    for (let group = 0; group < groupsInFlightMax; group += 1) {
      add('first', groupWeightMax);
      await turn();
    }
    for (let each = 0; each < callsWaitingMax; each += 1) add('waits');
    await assert.rejects(ask('beyond'), (error) => isFailure(error, 'LEDGER_UNAVAILABLE'));
    answer();
    const more = ask('more');
    const outcome = await Promise.race([more, turn().then(() => 'waits')]);
    assert.equal(outcome, 'waits');
  });
  test('a thread that is lost answers nothing any more', async () => {
    const { ask, queue, brokenWith } = startQueue();
    const waiting = [ask('a'), ask('b')];
    await turn();
    const drained = queue.drained();
    queue.fail(failure('LEDGER_BROKEN'));
    for (const each of [...waiting, ask('c')]) {
      await assert.rejects(each, (error) => isFailure(error, 'LEDGER_BROKEN'));
    }
    await drained;
    assert.equal(brokenWith.length, 0);
  });
  test('that it is broken is passed on', async () => {
    const { ask, queue, brokenWith } = startQueue();
    const answer = ask('a');
    await turn();
    queue.take({ kind: 'outcomes', outcomes: [{ isDone: false, error: sendError(failure('LEDGER_BROKEN')) }] });
    await assert.rejects(answer, (error) => isFailure(error, 'LEDGER_BROKEN'));
    assert.ok(isFailure(brokenWith[0], 'LEDGER_BROKEN'));
  });
  test('it is drained when everything is answered', async () => {
    const { add, queue, answer } = startQueue();
    await queue.drained();
    let isDrained = false;
    add('a');
    const drained = queue.drained().then(() => {
      isDrained = true;
    });
    await turn();
    assert.equal(isDrained, false);
    answer();
    await drained;
  });
});

function call(name: string): SentCall {
  return { name, args: [] };
}

/** A queue whose thread writes down what it is sent, each group as one line, and answers when it is told to. */
function startQueue() {
  const sent: string[] = [];
  const groups: number[] = [];
  const brokenWith: Error[] = [];
  const send = (message: ToThread) => {
    assert.equal(message.kind, 'calls');
    if (message.kind !== 'calls') return;
    sent.push(message.calls.map(({ name }) => name).join(' '));
    groups.push(message.calls.length);
  };
  const queue = createCallQueue({ send, onBroken: (error) => brokenWith.push(error) });
  const ask = (name: string) => queue.add(call(name));
  /** For those who look at the order only and leave the answer open. */
  const add = (name: string, weight = 1): void => void queue.add(call(name), { weight });
  const answer = () => {
    const outcomes = Array.from({ length: groups.shift() ?? 0 }, () => ({ isDone: true, value: 'done' }) as const);
    queue.take({ kind: 'outcomes', outcomes });
  };
  return { queue, ask, add, sent, answer, brokenWith };
}
