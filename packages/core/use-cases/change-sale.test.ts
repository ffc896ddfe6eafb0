import assert from 'node:assert/strict';
import { suite } from 'node:test';
import { isFailure } from '../failures.ts';
import { actOnSale, createSale, editSale } from './change-sale.ts';
import { inRoom, saleId, saleOf } from './test-room.ts';

suite('changing a sale', () => {
  inRoom('is answered when the gate has confirmed and the catalogue knows', async (room) => {
    const decision = await createSale(room, saleOf(room.clock.nowMs()));
    assert.equal(decision.kind, 'create');
    assert.equal((await room.gate.pulse(saleId))?.armed, true);
    await actOnSale(room, saleId, 'pause');
    await room.clock.advance(1_000);
    assert.equal(room.view.counts(saleId)?.phase, 'paused');
    assert.equal(room.catalog.published(saleId)?.paused, true);
    await editSale(room, saleId, { title: 'New' });
    assert.equal(room.catalog.published(saleId)?.title, 'New');
    assert.equal(await editSale(room, 'none', { title: 'New' }), undefined);
    assert.equal(await actOnSale(room, 'none', 'pause'), undefined);
  });
  inRoom('that the gate has not confirmed is stored and fails, so that it is asked for again', async (room) => {
    await room.open();
    const sale = await room.stored.sale(saleId);
    assert.ok(sale);
    await room.gate.fence(sale);
    await assert.rejects(actOnSale(room, saleId, 'pause'), (error) => isFailure(error, 'GATE_UNAVAILABLE'));
    assert.equal((await room.stored.sale(saleId))?.paused, true);
    await createSale(room, saleOf(room.clock.nowMs(), { saleId: 'other' }));
    await room.gate.arm(saleId, sale.epoch);
    assert.equal((await actOnSale(room, saleId, 'pause'))?.kind, 'done-before');
    assert.equal(room.view.counts(saleId)?.phase, 'paused');
  });
});

suite('the catalogue', () => {
  inRoom('has published sales only, the next to open first', async (room) => {
    const nowMs = room.clock.nowMs();
    const opensIn: readonly [string, number][] = [
      ['c', 3],
      ['b', 1],
      ['a', 3],
      ['d', 2],
    ];
    for (const [id, ms] of opensIn) await room.stored.create(saleOf(nowMs, { saleId: id, opensAtMs: nowMs + ms }));
    await room.stored.create(saleOf(nowMs, { saleId: 'draft', draft: true }));
    await room.stored.act('d', 'withdraw');
    assert.deepEqual(room.catalog.allPublished(), []);
    await room.catalog.refresh();
    assert.deepEqual(
      room.catalog.allPublished().map((sale) => sale.saleId),
      ['b', 'a', 'c'],
    );
    assert.equal(room.catalog.published('draft'), undefined);
    assert.equal(room.catalog.published('a')?.saleId, 'a');
  });
});
