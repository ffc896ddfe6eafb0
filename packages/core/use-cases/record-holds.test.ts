import assert from 'node:assert/strict';
import { suite } from 'node:test';
import { turn } from '@penstock/port-tests';
import { expireHolds } from './expire-holds.ts';
import { recordHolds } from './record-holds.ts';
import type { Room } from './test-room.ts';
import { answerText, inRoom, now, saleId } from './test-room.ts';

suite('recording what the gate gave', () => {
  inRoom('tells who follows an order, once it is stored', async (room) => {
    await room.open();
    const asking = room.ask('ann', { sku: 'tee' });
    await turn();
    const [outcome] = await room.gate.hold(saleId, [{ orderId: 'bob-1', buyerId: 'bob', sku: 'tee', key: undefined }]);
    assert.equal(outcome?.kind, 'held');
    const heard: boolean[] = [];
    room.events.follow('bob-1', () => {
      void room.stored.order('bob-1').then((order) => heard.push(order?.status === 'awaiting_payment'));
    });
    room.startRecorder();
    await now(asking);
    assert.deepEqual(heard, [true]);
  });
  inRoom('goes on after the ledger was away', async (room) => {
    await room.open();
    room.startRecorder();
    room.away('record');
    for (const buyer of ['ann', 'bob'])
      assert.equal(answerText(await now(room.ask(buyer, { sku: 'tee' }))), 'unavailable');
    room.back();
    assert.equal(answerText(await now(room.ask('ann', { sku: 'tee' }))), 'held awaiting_payment tee 1');
    assert.deepEqual(room.strays, []);
  });
  inRoom('names a sale whose gate gave a unit that is taken', async (room) => {
    await room.open();
    room.startRecorder();
    await room.stored.withdrawUnits(
      { adjustmentId: 'a', saleId, sku: 'tee', delta: -1, reason: 'behind its back' },
      [1],
    );
    assert.equal(answerText(await now(room.ask('ann', { sku: 'tee' }))), 'held refused tee 1');
    assert.deepEqual(room.strays, [saleId]);
    assert.equal(answerText(await now(room.ask('bob', { sku: 'tee' }))), 'unavailable');
  });
  inRoom('ends with a bug, not with a word about it', async (room) => {
    await room.open();
    room.ledger.record = () => Promise.reject(new Error('a bug'));
    const recording = recordHolds({ ...room, onStray: () => undefined });
    void room.ask('ann', { sku: 'tee' });
    await assert.rejects(recording, /a bug/);
  });
  inRoom('ends when the outbox is closed', async (room) => {
    const recording = recordHolds({ ...room, onStray: () => undefined });
    room.closeOutbox();
    await now(recording);
  });
});

suite('expiring holds', () => {
  const expire = (room: Room) => expireHolds(room);

  inRoom('puts every due unit up for sale, and says when the next is due', async (room) => {
    await room.open();
    room.startRecorder();
    await now(room.ask('ann', { sku: 'tee' }));
    await room.clock.advance(1_000);
    await now(room.ask('bob', { sku: 'tee' }));
    const bobDueMs = room.clock.nowMs() + 60_000;
    await room.clock.advance(58_999);
    assert.equal(await expire(room), bobDueMs - 1_000);
    assert.equal((await room.gate.units(saleId))?.[0]?.free.length, 1);
    await room.clock.advance(1);
    assert.equal(await expire(room), bobDueMs);
    assert.equal((await room.gate.units(saleId))?.[0]?.free.length, 2);
    await room.clock.advance(1_000);
    assert.equal(await expire(room), undefined);
    assert.equal((await room.gate.units(saleId))?.[0]?.free.length, 3);
  });
  inRoom('tells again what could not be told, with nothing due', async (room) => {
    await room.open();
    await room.stored.act(saleId, 'pause');
    await expire(room);
    assert.deepEqual(await room.stored.pendingChanges(1), []);
  });
  inRoom('tells followers when their unit is for sale again', async (room) => {
    await room.open();
    room.startRecorder();
    const answer = await now(room.ask('ann', { sku: 'tee' }));
    assert.ok(answer.kind === 'held');
    let calls = 0;
    room.events.follow(answer.order.orderId, () => {
      calls += 1;
    });
    await room.clock.advance(60_000);
    await expire(room);
    assert.equal(calls, 1);
  });
});
