import assert from 'node:assert/strict';
import { suite } from 'node:test';
import { turn } from '@penstock/port-tests';
import { isFailure } from '../failures.ts';
import { gateIdleMaxMs, rebuildDrainMs } from '../limits.ts';
import { auditSale } from './audit-sale.ts';
import { healGates } from './heal-gates.ts';
import { rebuildGate } from './rebuild-gate.ts';
import type { Room } from './test-room.ts';
import { answerText, inRoom, now, saleId } from './test-room.ts';

const heal = (room: Room) => healGates({ ...room, rebuild: (id) => rebuildGate(room, id) });

suite('rebuilding a gate', () => {
  inRoom('keeps what was promised, and a pause', async (room) => {
    await room.open();
    room.startRecorder();
    await now(room.ask('ann', { sku: 'tee' }));
    await room.stored.act(saleId, 'pause');
    const audit = await rebuildGate(room, saleId);
    assert.equal(audit?.balanced, true);
    assert.equal(answerText(await now(room.ask('ann', { sku: 'tee' }))), 'already-held awaiting_payment tee 1');
    assert.equal(answerText(await now(room.ask('bob', { sku: 'tee' }))), 'sale-paused');
  });
  inRoom('waits for what is in flight, and then refuses it by epoch', async (room) => {
    await room.open();
    const asking = room.ask('ann', { sku: 'tee' });
    const rebuilding = rebuildGate(room, saleId);
    await turn();
    await room.clock.advance(rebuildDrainMs - 100);
    assert.equal((await room.stored.sale(saleId))?.epoch, 2);
    await room.clock.advance(200);
    assert.equal((await room.stored.sale(saleId))?.epoch, 3);
    room.startRecorder();
    await room.clock.advance(5_000);
    assert.equal((await now(rebuilding))?.balanced, true);
    const answer = await now(asking);
    assert.ok(answer.kind === 'held');
    assert.equal((await room.stored.order(answer.order.orderId))?.reason, 'gate-rebuilt');
  });
  inRoom('a rebuild that failed half way is done again by itself, once nobody can be at it any more', async (room) => {
    await room.open();
    room.startRecorder();
    room.away('raiseEpoch');
    await assert.rejects(rebuildGate(room, saleId), (error) => isFailure(error, 'LEDGER_UNAVAILABLE'));
    room.back();
    await heal(room);
    assert.equal(answerText(await now(room.ask('ann', { sku: 'tee' }))), 'unavailable');
    await room.clock.advance(gateIdleMaxMs + 1);
    await heal(room);
    assert.equal(answerText(await now(room.ask('ann', { sku: 'tee' }))), 'held awaiting_payment tee 1');
  });
  inRoom('what is not what was loaded, unit by unit, is not armed; the next rebuild does better', async (room) => {
    await room.open();
    room.startRecorder();
    const { load } = room.gate;
    room.gate.load = (id, epoch, part) => {
      const skus = part.skus?.map((each) => ({ ...each, free: each.free.filter((unit) => unit !== 2) }));
      return load(id, epoch, skus === undefined ? part : { ...part, skus });
    };
    await assert.rejects(rebuildGate(room, saleId), /tee lacks the free units 2; cap lacks the free units 2/);
    assert.equal(answerText(await now(room.ask('ann', { sku: 'tee' }))), 'unavailable');
    room.gate.load = load;
    assert.equal((await rebuildGate(room, saleId))?.balanced, true);
    assert.equal(answerText(await now(room.ask('ann', { sku: 'tee' }))), 'held awaiting_payment tee 1');
  });
  inRoom('a gate that was lost is rebuilt by itself, at once', async (room) => {
    await room.open();
    room.startRecorder();
    await room.gate.drop(saleId);
    await heal(room);
    assert.equal(answerText(await now(room.ask('ann', { sku: 'tee' }))), 'held awaiting_payment tee 1');
  });
  inRoom('nothing is rebuilt of a sale that was taken off meanwhile, and nothing that is well', async (room) => {
    await room.open({ opensAtMs: room.clock.nowMs() + 60_000 });
    const { changes } = (await room.gate.pulse(saleId)) ?? {};
    await heal(room);
    assert.equal((await room.gate.pulse(saleId))?.changes, changes);
    await room.stored.act(saleId, 'withdraw');
    await room.gate.drop(saleId);
    await heal(room);
    assert.equal(await room.gate.pulse(saleId), undefined);
  });
  inRoom('two at the same time: the gate has one snapshot, whole', async (room) => {
    await room.open();
    await Promise.allSettled([rebuildGate(room, saleId), rebuildGate(room, saleId), rebuildGate(room, saleId)]);
    assert.equal((await auditSale(room, saleId))?.balanced, true);
  });
});
