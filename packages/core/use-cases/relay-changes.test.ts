import assert from 'node:assert/strict';
import { suite } from 'node:test';
import { isFailure } from '../failures.ts';
import { changeBatchMax } from '../limits.ts';
import { createSale } from './change-sale.ts';
import { answerText, inRoom, now, saleId, saleOf } from './test-room.ts';

suite('telling the gate', () => {
  inRoom('a publish that failed half way is loaded again, and then left as it is', async (room) => {
    room.away('gateChunks');
    await assert.rejects(room.open(), (error) => isFailure(error, 'LEDGER_UNAVAILABLE'));
    assert.equal((await room.gate.pulse(saleId))?.armed, false);
    room.back();
    await room.relay();
    await room.clock.advance(1_000);
    room.startRecorder();
    assert.equal(answerText(await now(room.ask('ann', { sku: 'tee' }))), 'held awaiting_payment tee 1');
    const [row] = await room.stored.pendingChanges(1);
    assert.equal(row, undefined);
  });
  inRoom('a publish that is told again takes back nothing that was given since', async (room) => {
    await room.stored.create(saleOf(room.clock.nowMs(), { opensAtMs: room.clock.nowMs() - 1 }));
    room.away('markTold');
    await assert.rejects(room.relay());
    room.startRecorder();
    await now(room.ask('ann', { sku: 'tee' }));
    room.back();
    await room.relay();
    assert.deepEqual((await room.gate.units(saleId))?.[0]?.free.toSorted(), [2, 3]);
  });
  inRoom('the catalogue knows a sale before its gate gives', async (room) => {
    await room.stored.create(saleOf(room.clock.nowMs()));
    room.away('sales');
    await assert.rejects(room.relay());
    assert.notEqual((await room.gate.pulse(saleId))?.armed, true);
    room.back();
    await room.relay();
    assert.equal(room.catalog.published(saleId)?.title, 'Sale');
  });
  inRoom('a fenced sale keeps its changes, in order, and holds up no other', async (room) => {
    await room.open();
    await createSale(room, saleOf(room.clock.nowMs(), { saleId: 'other' }));
    const sale = await room.stored.sale(saleId);
    assert.ok(sale);
    await room.gate.fence(sale);
    for (const act of ['pause', 'resume'] as const) await room.stored.act(saleId, act);
    await room.stored.act('other', 'pause');
    assert.deepEqual([...(await room.relay())], [saleId]);
    assert.equal(room.view.refusal('other', { buyerId: 'ann', sku: 'tee', key: undefined })?.kind, 'sale-not-open');
    const rows = await room.stored.pendingChanges(10);
    assert.deepEqual(
      rows.map((row) => `${row.saleId} ${row.change.kind}`),
      [`${saleId} rules`, `${saleId} rules`],
    );
    await room.gate.arm(saleId, sale.epoch);
    assert.deepEqual([...(await room.relay())], []);
  });
  inRoom('a fenced sale that keeps more changes than are read at a time holds up no other either', async (room) => {
    await room.open();
    await createSale(room, saleOf(room.clock.nowMs(), { saleId: 'other', opensAtMs: room.clock.nowMs() - 1 }));
    const sale = await room.stored.sale(saleId);
    assert.ok(sale);
    await room.gate.fence(sale);
    for (let at = 0; at <= changeBatchMax; at += 1) await room.stored.act(saleId, at % 2 === 0 ? 'pause' : 'resume');
    await room.stored.act('other', 'pause');
    assert.deepEqual([...(await room.relay())], [saleId]);
    assert.equal(room.view.counts('other')?.phase, 'paused');
    await room.gate.arm(saleId, sale.epoch);
    assert.deepEqual([...(await room.relay())], []);
    assert.deepEqual(await room.stored.pendingChanges(1), []);
  });
  inRoom('changes of a sale that was taken off, and that no gate has, do not wait for ever', async (room) => {
    await room.open({ opensAtMs: room.clock.nowMs() + 60_000 });
    await room.stored.act(saleId, 'pause');
    await room.stored.act(saleId, 'withdraw');
    // As after a restart, which loads published sales only.
    await room.gate.drop(saleId);
    await room.relay();
    assert.deepEqual(await room.stored.pendingChanges(10), []);
    assert.equal(await room.gate.pulse(saleId), undefined);
  });
  inRoom('a publish that is told after the sale was taken off loads nothing', async (room) => {
    await room.stored.create(saleOf(room.clock.nowMs()));
    await room.stored.act(saleId, 'withdraw');
    await room.relay();
    assert.equal(await room.gate.pulse(saleId), undefined);
  });
});
