import assert from 'node:assert/strict';
import { suite } from 'node:test';
import { rulesOf } from '../domain/sale.ts';
import { answerText, inRoom, now, saleId, saleOf } from './test-room.ts';

suite('the catalogue', () => {
  inRoom('has a new sale once its gate answers for it, and then also while the gate is away', async (room) => {
    await room.catalog.refresh();
    const decision = await room.stored.create(saleOf(room.clock.nowMs(), { opensAtMs: room.clock.nowMs() - 1 }));
    room.away('gateChunks');
    await assert.rejects(room.relay());
    assert.equal((await room.gate.pulse(saleId))?.armed, false, 'it is being loaded');
    assert.equal(room.catalog.published(saleId), undefined);
    assert.deepEqual(room.catalog.allPublished(), []);
    assert.equal(answerText(await now(room.ask('ann', { sku: 'tee' }))), 'sale-not-found');
    room.back();
    await room.relay();
    assert.deepEqual(
      room.catalog.allPublished().map((sale) => sale.saleId),
      [saleId],
    );
    const sale = await room.stored.sale(saleId);
    assert.ok(sale !== undefined && decision.kind === 'create');
    await room.gate.fence(rulesOf(sale));
    await room.catalog.refresh();
    assert.equal(room.catalog.published(saleId)?.title, 'Sale');
    assert.equal(answerText(await now(room.ask('ann', { sku: 'tee' }))), 'unavailable');
  });
  inRoom('has what it finds first at once: its gate may be away when a node starts', async (room) => {
    await room.stored.create(saleOf(room.clock.nowMs()));
    await room.catalog.refresh();
    assert.equal(room.catalog.published(saleId)?.title, 'Sale');
    assert.equal(answerText(await now(room.ask('ann', { sku: 'tee' }))), 'unavailable');
  });
});
