import assert from 'node:assert/strict';
import { suite } from 'node:test';
import { adjustStock } from './adjust-stock.ts';
import { auditSale } from './audit-sale.ts';
import type { Room } from './test-room.ts';
import { inRoom, saleId } from './test-room.ts';

suite('changing stock', () => {
  const adjust = (room: Room, adjustmentId: string, delta: number) =>
    adjustStock(room, { adjustmentId, saleId, sku: 'tee', delta, reason: 'a test' });
  const balance = async (room: Room) => (await auditSale(room, saleId))?.balanced;

  inRoom('added, withdrawn, each once under its id', async (room) => {
    await room.open();
    const outcomes: (string | undefined)[] = [];
    for (const [id, delta] of [
      ['a', 2],
      ['a', 2],
      ['b', -4],
      ['b', -4],
      ['a', -1],
      ['c', -2],
    ] as const) {
      outcomes.push((await adjust(room, id, delta))?.kind);
    }
    assert.deepEqual(outcomes, ['add', 'done-before', 'withdrawn', 'done-before', 'key-reused', 'not-enough-free']);
    assert.equal((await room.stored.sale(saleId))?.variants[0]?.units, 1);
    assert.equal(await balance(room), true);
  });
  inRoom('is known to the gate and to the catalogue when it is answered', async (room) => {
    await room.open();
    await adjust(room, 'a', 2);
    assert.deepEqual((await room.gate.units(saleId))?.[0]?.free.length, 5);
    assert.equal(room.catalog.published(saleId)?.variants[0]?.units, 5);
    await adjust(room, 'b', -4);
    assert.equal(room.catalog.published(saleId)?.variants[0]?.units, 1);
  });
  inRoom('that the gate was not told of is told when it is asked for again', async (room) => {
    await room.open();
    room.away('pendingChanges');
    await assert.rejects(adjust(room, 'a', 2));
    room.back();
    assert.equal((await adjust(room, 'a', 2))?.kind, 'done-before');
    assert.deepEqual((await room.gate.units(saleId))?.[0]?.free.length, 5);
  });
  inRoom('a withdrawal that is not stored puts its units back', async (room) => {
    await room.open();
    room.away('withdrawUnits');
    await assert.rejects(adjust(room, 'a', -2));
    room.back();
    assert.equal(await balance(room), true);
    assert.equal((await adjust(room, 'a', -3))?.kind, 'withdrawn');
    assert.equal(await balance(room), true);
  });
  inRoom('a draft loses units as well, though no gate has it', async (room) => {
    await room.open({ draft: true });
    assert.equal((await adjust(room, 'a', -2))?.kind, 'withdrawn');
    assert.deepEqual(await adjust(room, 'b', -2), { kind: 'not-enough-free', available: 1 });
    assert.equal((await adjust(room, 'c', 1))?.kind, 'add');
    await room.stored.act(saleId, 'publish');
    await room.relay();
    assert.deepEqual((await room.gate.units(saleId))?.[0]?.free.toSorted(), [1, 4]);
    assert.equal(await balance(room), true);
  });
  inRoom('what is not there, or taken off, is said', async (room) => {
    assert.equal(await adjust(room, 'a', 1), undefined);
    await room.open({ opensAtMs: room.clock.nowMs() + 60_000 });
    for (const delta of [1, -1]) {
      const other = await adjustStock(room, { adjustmentId: `b${delta}`, saleId, sku: 'hat', delta, reason: 'a test' });
      assert.equal(other?.kind, 'unknown-sku');
    }
    await room.stored.act(saleId, 'withdraw');
    for (const delta of [1, -1]) assert.equal((await adjust(room, `c${delta}`, delta))?.kind, 'not-possible');
  });
});
