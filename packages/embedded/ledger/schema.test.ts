import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { inMemory, openForWriting } from './open-database.ts';

/**
 * The rules of the ledger once more, by SQL alone: a program with a bug, or a person with a tool, cannot write what
 * must not be. Sale 1 has tees 1..5 (variant 1) and caps 1..2 (variant 2). Ann's order 1 holds tee 1, bob's order 2
 * is refused, eve's order 3 has paid for cap 1, and the house has taken tee 5.
 */
const stage = `
  insert into sales values (1, 'sale', 'published', 'Sale', 100, 200, 2, 60, 0, 1, 1, 50);
  insert into variants values (1, 1, 'tee', 'Tee', 990, 'CNY', null, 4, 5), (1, 2, 'cap', 'Cap', 450, 'EUR', null, 2, 2);
  insert into orders values
    (1, 'ann-1', 1, 1, 1, 'ann', 0, 'awaiting_payment', 990, 'CNY', null, 1, 110, 111, 171, null, null, null, null),
    (2, 'bob-1', 1, 1, 1, 'bob', 0, 'refused', 990, 'CNY', null, 1, 110, null, null, null, 111, 'unit-taken', null),
    (3, 'eve-1', 1, 2, 1, 'eve', 0, 'paid', 450, 'EUR', 'k', 1, 110, 111, 171, 120, null, null, null);
  insert into holds values
    (1, 1, 1, 'held', 1, 'ann', 0), (1, 2, 1, 'sold', 3, 'eve', 0), (1, 1, 5, 'withdrawn', null, null, null);
  insert into journal values (1, 2, 111, 1, 'reserved', 'awaiting_payment', 'recorded');
  insert into changes (sale_no, change) values (1, '{"kind":"published"}');
  insert into adjustments values ('a1', 1, 1, -1, 'broken', 90);
  insert into operators values (1, 'ann', 'admin', 0, 'scrypt$x', 90, null);
  insert into operator_log (at, operator, action) values (90, 'ann', 'sign-in'), (91, 'ann', 'sign-out');
`;

type Attempt = readonly [rule: string, sql: string, refusal: RegExp];

/** An order of zoe for tee 2 that is promised, but for what is said otherwise. */
const promised = {
  order_id: `'zoe-1'`,
  sale_no: '1',
  variant_no: '1',
  unit: '2',
  buyer_id: `'zoe'`,
  slot: '0',
  status: `'awaiting_payment'`,
  price_minor: '990',
  currency: `'CNY'`,
  idempotency_key: 'null',
  epoch: '1',
  placed_at: '110',
  promised_at: '111',
  pay_by: '171',
  paid_at: 'null',
  ended_at: 'null',
  reason: 'null',
  flag: 'null',
};

const order = (but: Partial<typeof promised> = {}) =>
  `insert into orders values (9, ${Object.values({ ...promised, ...but }).join(', ')})`;
const hold = (values: string) => `insert into holds values (1, ${values})`;
const journal = (seq: number, from: string, to: string) =>
  `insert into journal values (1, ${seq}, 120, 1, '${from}', '${to}', 'test')`;
const adjustment = (id: string, delta: number) =>
  `insert into adjustments values ('${id}', 1, 1, ${delta}, 'test', 120)`;
const operator = (name: string, role: string, hash: string) =>
  `insert into operators values (9, '${name}', '${role}', 0, '${hash}', 90, null)`;
const sameSale = `insert into sales select 2, sale_id, state, title, opens_at, closes_at, per_buyer, payment_window_ms,
  paused, epoch, version, created_at from sales`;

const attempts: readonly Attempt[] = [
  ['a unit is held once', hold(`1, 1, 'held', 2, 'bob', 0`), /UNIQUE.*holds.sale_no, holds.variant_no, holds.unit/],
  ['a sold unit is not held', hold(`2, 1, 'held', 2, 'bob', 0`), /UNIQUE.*unit/],
  ['a withdrawn unit is not held', hold(`1, 5, 'held', 2, 'bob', 0`), /UNIQUE.*unit/],
  ['a unit is withdrawn once', hold(`1, 5, 'withdrawn', null, null, null`), /UNIQUE.*unit/],
  ['a held unit is not withdrawn', hold(`1, 1, 'withdrawn', null, null, null`), /UNIQUE.*unit/],
  ['an order has one unit', hold(`1, 2, 'held', 1, 'ann', 1`), /UNIQUE.*holds.order_no/],
  ['a buyer has one live order a slot', hold(`1, 2, 'held', 2, 'ann', 0`), /UNIQUE.*buyer_id/],
  ['a hold is of an order that is', hold(`1, 2, 'held', 99, 'zoe', 0`), /FOREIGN KEY/],
  ['a hold is of a variant that is', hold(`3, 1, 'held', 2, 'bob', 0`), /FOREIGN KEY/],
  ['a unit has a number', hold(`1, 0, 'held', 2, 'bob', 0`), /CHECK.*unit/],
  ['a slot is counted from 0', hold(`1, 2, 'held', 2, 'bob', -1`), /CHECK.*slot/],
  ['a hold without an order is of the house', hold(`1, 2, 'held', null, null, null`), /CHECK/],
  ['the house has no buyer', hold(`1, 2, 'withdrawn', null, 'zoe', 0`), /CHECK/],
  ['a hold has a buyer', hold(`1, 2, 'held', 2, null, null`), /CHECK/],
  ['a hold is held, sold or withdrawn', hold(`1, 2, 'lost', 2, 'bob', 0`), /CHECK.*state/],
  ['an order id is given once', order({ order_id: `'ann-1'` }), /UNIQUE.*order_id/],
  ['an order is of a sale that is', order({ sale_no: '2' }), /FOREIGN KEY/],
  ['an order is of a variant that is', order({ variant_no: '3' }), /FOREIGN KEY/],
  ['an order has a status of the list', order({ status: `'lost'` }), /CHECK.*status/],
  ['nothing in the ledger is reserved', order({ status: `'reserved'` }), /CHECK.*status/],
  ['an order names a unit', order({ unit: '0' }), /CHECK.*unit/],
  ['a price is not negative', order({ price_minor: '-1' }), /CHECK.*price/],
  ['a price is whole', order({ price_minor: '9.5' }), /INTEGER/],
  ['a buyer is known', order({ buyer_id: 'null' }), /NOT NULL/],
  ['a live order has not ended', order({ ended_at: '120' }), /CHECK/],
  ['what ended says when', order({ status: `'expired'` }), /CHECK/],
  ['a refused order says why', order({ status: `'refused'`, ended_at: '120' }), /CHECK/],
  ['only a refused order has a reason', order({ reason: `'lost'` }), /CHECK/],
  ['an order has a flag of the list', order({ flag: `'odd'` }), /CHECK.*flag/],
  ['a live order was promised', order({ promised_at: 'null', pay_by: 'null' }), /CHECK/],
  ['a promise says until when', order({ pay_by: 'null' }), /CHECK/],
  ['there is time to pay', order({ pay_by: '111' }), /CHECK/],
  ['paid says when', order({ status: `'paid'` }), /CHECK/],
  ['a sale opens before it closes', 'update sales set closes_at = 100', /CHECK/],
  ['a sale has a limit', 'update sales set per_buyer = 0', /CHECK/],
  ['a sale gives time to pay', 'update sales set payment_window_ms = 0', /CHECK/],
  ['a sale is paused or not', 'update sales set paused = 2', /CHECK/],
  ['a sale has a state of the list', `update sales set state = 'open'`, /CHECK/],
  ['a sale id is given once', sameSale, /UNIQUE/],
  ['a sku is given once in a sale', `update variants set sku = 'tee'`, /UNIQUE/],
  ['units are not negative', 'update variants set units = -1', /CHECK/],
  ['no unit is beyond the last number', 'update variants set units = 6', /CHECK/],
  ['a variant with orders stays', 'delete from variants', /FOREIGN KEY/],
  ['an order with a hold stays', 'delete from orders where order_no = 1', /FOREIGN KEY/],
  ['a number of the journal is given once', journal(2, 'awaiting_payment', 'expired'), /UNIQUE/],
  ['an expired order does not revive', journal(3, 'expired', 'awaiting_payment'), /CHECK/],
  ['a refused order does not revive', journal(3, 'refused', 'awaiting_payment'), /CHECK/],
  ['a paid order does not expire', journal(3, 'paid', 'expired'), /CHECK/],
  ['nothing is reserved again', journal(3, 'expired', 'reserved'), /CHECK/],
  ['a change is JSON', `insert into changes (sale_no, change) values (1, 'published')`, /CHECK/],
  ['an adjustment is made once', adjustment('a1', 1), /UNIQUE/],
  ['a name is given once', operator('ann', 'viewer', 'scrypt$y'), /UNIQUE.*name/],
  ['a name has one spelling', operator('Ann', 'viewer', 'scrypt$y'), /CHECK.*name/],
  ['a role is of the list', operator('bob', 'root', 'scrypt$y'), /CHECK.*role/],
  ['no password is kept as it is', operator('bob', 'viewer', 'secret'), /CHECK.*password_hash/],
  ['what operators did is not changed', `update operator_log set operator = 'bob'`, /append-only/],
  ['what operators did is not removed', 'delete from operator_log where seq = 1', /append-only/],
  [
    'what operators did is not replaced',
    `insert or replace into operator_log (seq, at, operator, action) values (1, 90, 'bob', 'sign-in')`,
    /append-only/,
  ],
  ['an adjustment changes something', adjustment('a2', 0), /CHECK/],
];

suite('the schema says the rules again', () => {
  for (const [rule, sql, refusal] of attempts) {
    test(rule, () => {
      const { database } = openForWriting(inMemory);
      database.exec(stage);
      assert.throws(() => database.exec(sql), refusal);
      database.close();
    });
  }
  test('and lets what is right pass', () => {
    const { database } = openForWriting(inMemory);
    database.exec(stage);
    database.exec(order());
    database.exec(hold(`1, 2, 'held', 9, 'zoe', 0`));
    database.exec(journal(4, 'reserved', 'awaiting_payment'));
    database.exec(adjustment('a2', 3));
    database.close();
  });
  test('and never uses the number of a change again', () => {
    const { database } = openForWriting(inMemory);
    database.exec(stage);
    database.exec(`delete from changes; insert into changes (sale_no, change) values (1, '{}')`);
    assert.equal(database.prepare('select seq from changes').get()?.seq, 2);
    database.close();
  });
});
