import assert from 'node:assert/strict';
import { test } from 'node:test';
import { operatorRoles, salePhases, saleStates } from '@penstock/contract';
import { actsIn, actVerdict, saleActs } from './sale-acts.ts';
import type { SaleCondition } from './sale-condition.ts';
import { saleCondition, saleConditions } from './sale-condition.ts';

const expected: { readonly [condition in SaleCondition]: string } = {
  draft: 'edit publish withdraw add-stock take-stock',
  withdrawn: '',
  scheduled: 'edit withdraw pause add-stock take-stock extend close rebuild',
  'paused-early': 'edit withdraw resume add-stock take-stock extend close rebuild',
  open: 'edit pause add-stock take-stock extend close rebuild',
  paused: 'edit resume add-stock take-stock extend close rebuild',
  ended: 'take-stock rebuild',
};

test('which acts a condition leaves open', () => {
  for (const condition of saleConditions) assert.equal(actsIn(condition).join(' '), expected[condition], condition);
});

test('an operator and an admin may do what is open, a viewer nothing, and each hears why not', () => {
  for (const condition of saleConditions) {
    for (const act of saleActs) {
      const isOpen = actsIn(condition).includes(act);
      for (const role of operatorRoles) {
        const verdict = actVerdict(act, condition, role);
        if (!isOpen) assert.deepEqual(verdict, { isOpen: false, because: 'condition', condition });
        else if (role === 'viewer') assert.deepEqual(verdict, { isOpen: false, because: 'role', role: 'operator' });
        else assert.deepEqual(verdict, { isOpen: true });
      }
    }
  }
});

test('the condition of a sale by its state, its phase and its pause', () => {
  const found = new Set<SaleCondition>();
  for (const state of saleStates) {
    for (const phase of salePhases) {
      for (const paused of [false, true]) found.add(saleCondition({ state, phase, paused }));
    }
  }
  assert.deepEqual([...found].sort(), [...saleConditions].sort());
  assert.equal(saleCondition({ state: 'published', phase: 'sold-out', paused: false }), 'open');
  assert.equal(saleCondition({ state: 'published', phase: 'ended', paused: true }), 'ended');
  assert.equal(saleCondition({ state: 'published', phase: 'scheduled', paused: true }), 'paused-early');
  assert.equal(saleCondition({ state: 'withdrawn', phase: 'ended', paused: false }), 'withdrawn');
});
