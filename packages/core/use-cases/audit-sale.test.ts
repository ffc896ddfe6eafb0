import assert from 'node:assert/strict';
import { suite } from 'node:test';
import { turn } from '@penstock/port-tests';
import { auditSale } from './audit-sale.ts';
import { inRoom, now, saleId } from './test-room.ts';

suite('an audit', () => {
  inRoom('balances for a draft, and for a sale that was taken off: no gate has them', async (room) => {
    await room.open({ draft: true });
    assert.equal((await auditSale(room, saleId))?.balanced, true);
    await room.stored.act(saleId, 'withdraw');
    const audit = await auditSale(room, saleId);
    assert.equal(audit?.balanced, true);
    assert.deepEqual(audit?.skus[0], { sku: 'tee', units: 3, available: 3, held: 0, sold: 0, unexplained: [] });
  });
  inRoom('names the units that are astray', async (room) => {
    await room.open();
    await room.gate.withdraw(saleId, { adjustmentId: 'nobody-knows', sku: 'tee', count: 1 });
    const auditing = auditSale(room, saleId);
    await room.clock.advance(2_100);
    const audit = await now(auditing);
    assert.equal(audit?.balanced, false);
    assert.deepEqual(
      audit?.skus.map((sku) => sku.unexplained),
      [[3], []],
    );
  });
  inRoom('is not alarmed by units that are on their way out', async (room) => {
    await room.open();
    await room.gate.withdraw(saleId, { adjustmentId: 'a', sku: 'tee', count: 1 });
    const auditing = auditSale(room, saleId);
    await turn();
    await room.stored.withdrawUnits({ adjustmentId: 'a', saleId, sku: 'tee', delta: -1, reason: 'r' }, [3]);
    await room.clock.advance(20);
    assert.equal((await now(auditing))?.balanced, true);
  });
  inRoom('says nothing of balance while something is in flight', async (room) => {
    await room.open();
    void room.ask('ann', { sku: 'tee' });
    const auditing = auditSale(room, saleId);
    await room.clock.advance(2_100);
    const audit = await now(auditing);
    assert.equal(audit?.balanced, undefined);
    assert.ok((audit?.inFlight ?? 0) > 0);
  });
});
