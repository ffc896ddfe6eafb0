import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openLedgerInline } from '@penstock/embedded';
import { ensureDemoOperator } from './demo-operator.ts';

test('the demo’s operator is made once, and what somebody made of the account stays', async (t) => {
  const ledger = openLedgerInline({ clock: { nowMs: () => Date.now() } });
  t.after(() => ledger.close());
  const password = 'abcd-efgh-jkmn-pqrs';
  assert.deepEqual(await ensureDemoOperator(ledger, password), { name: 'demo', password });
  assert.deepEqual(await ensureDemoOperator(ledger, password), { name: 'demo', password });
  assert.deepEqual(
    (await ledger.operators()).map(({ name, role }) => `${name} ${role}`),
    ['demo admin'],
  );
  const { rows } = await ledger.operatorLog({ limit: 9 });
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['add-operator'],
  );
  assert.equal((await ensureDemoOperator(ledger, 'another password')).password, undefined, 'it was given another one');
  const by = { operator: 'admin-token', action: 'add-operator' } as const;
  await ledger.addOperator({ name: 'ann', role: 'admin', passwordHash: 'scrypt$x' }, by);
  await ledger.changeOperator('demo', { disabled: true }, { ...by, action: 'change-operator' });
  assert.equal((await ensureDemoOperator(ledger, password)).password, undefined, 'it was disabled');
});
