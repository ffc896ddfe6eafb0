import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { NewSale, SaleEdit } from './decide-sale.ts';
import { decideCreate, decideEdit } from './decide-sale.ts';
import type { Sale } from './sale.ts';

const nowMs = 500;
const variant = { sku: 'tee', title: 'Tee', priceMinor: 100, currency: 'CNY', imageUrl: '/tee.png', units: 3 };
const wanted: NewSale = {
  ...{ saleId: 's', draft: false, title: 'T', opensAtMs: 1_000, closesAtMs: 2_000, perBuyer: 1, paymentWindowMs: 500 },
  variants: [variant],
};

suite('creating a sale', () => {
  test('create: every unit is numbered, nothing is paused, and it counts from one', () => {
    const decision = decideCreate(undefined, wanted, nowMs);
    const { draft: _, ...content } = wanted;
    assert.deepEqual(decision, {
      kind: 'create',
      sale: {
        ...content,
        variants: [{ ...variant, unitLast: 3 }],
        ...{ state: 'published', paused: false, epoch: 1, version: 1, createdAtMs: nowMs },
      },
    });
  });
  test('create: a draft is kept as one', () => {
    const decision = decideCreate(undefined, { ...wanted, draft: true }, nowMs);
    assert.equal(decision.sale.state, 'draft');
  });
  test('same-before: the same content is the same sale, published or not', () => {
    const before = published();
    for (const draft of [true, false]) {
      assert.deepEqual(decideCreate(before, { ...wanted, draft }, 9_999), { kind: 'same-before', sale: before });
    }
  });
  const others: readonly [string, Partial<NewSale>][] = [
    ['title', { title: 'U' }],
    ['opensAt', { opensAtMs: 1_001 }],
    ['closesAt', { closesAtMs: 2_001 }],
    ['perBuyer', { perBuyer: 2 }],
    ['paymentWindow', { paymentWindowMs: 501 }],
    ['more variants', { variants: [variant, { ...variant, sku: 'cap' }] }],
    ['fewer variants', { variants: [] }],
    ['sku', { variants: [{ ...variant, sku: 'cap' }] }],
    ["a variant's title", { variants: [{ ...variant, title: 'U' }] }],
    ['price', { variants: [{ ...variant, priceMinor: 101 }] }],
    ['currency', { variants: [{ ...variant, currency: 'EUR' }] }],
    ['image', { variants: [{ ...variant, imageUrl: '/cap.png' }] }],
    ['units', { variants: [{ ...variant, units: 4 }] }],
  ];
  for (const [what, change] of others) {
    test(`conflict: another ${what}`, () => {
      const before = published();
      assert.deepEqual(decideCreate(before, { ...wanted, ...change }, nowMs), { kind: 'conflict', sale: before });
    });
  }
});

suite('editing a sale', () => {
  // For each field: when it may be changed. An edit that changes nothing is allowed at any time.
  const edits: Readonly<Record<string, { edit: SaleEdit; scheduled: string; open: string; ended: string }>> = {
    title: { edit: { title: 'U' }, scheduled: 'edit', open: 'edit', ended: 'edit' },
    opensAt: { edit: { opensAtMs: 900 }, scheduled: 'edit', open: 'opensAt opened', ended: 'opensAt opened' },
    closesAt: { edit: { closesAtMs: 3_000 }, scheduled: 'edit', open: 'edit', ended: 'closesAt closed' },
    perBuyer: { edit: { perBuyer: 2 }, scheduled: 'edit', open: 'perBuyer opened', ended: 'perBuyer opened' },
    paymentWindow: {
      ...{ edit: { paymentWindowMs: 501 }, scheduled: 'edit' },
      ...{ open: 'paymentWindowSeconds opened', ended: 'paymentWindowSeconds opened' },
    },
    variants: {
      ...{ edit: { variants: [{ sku: 'tee', title: 'U' }] }, scheduled: 'edit' },
      ...{ open: 'variants opened', ended: 'variants opened' },
    },
    'the same again': {
      edit: { title: 'T', opensAtMs: 1_000, closesAtMs: 2_000, perBuyer: 1, paymentWindowMs: 500, variants: [] },
      ...{ scheduled: 'edit', open: 'edit', ended: 'edit' },
    },
  };
  const fieldOf: Readonly<Record<string, string>> = {
    ...{ opensAt: 'opensAt', closesAt: 'closesAt', perBuyer: 'perBuyer' },
    ...{ paymentWindow: 'paymentWindowSeconds', variants: 'variants' },
  };
  for (const [field, { edit, ...by }] of Object.entries(edits)) {
    const check = (phase: string, sale: Sale, atMs: number, outcome: string) =>
      test(`${field}, ${phase}: ${outcome}`, () => assert.equal(editText(sale, edit, atMs), outcome));
    check('draft', { ...published(), state: 'draft' }, 5_000, 'edit');
    check('the moment before it opens', published(), 999, by.scheduled);
    check('the moment it opens', published(), 1_000, by.open);
    check('the moment before it ends', published(), 1_999, by.open);
    check('the moment it ends', published(), 2_000, by.ended);
    check('withdrawn', { ...published(), state: 'withdrawn' }, 500, `${fieldOf[field] ?? 'title'} withdrawn`);
  }
  test('closes-before-opening', () => {
    assert.equal(editText(published(), { closesAtMs: 1_000 }, nowMs), 'closes-before-opening');
    assert.equal(editText(published(), { opensAtMs: 2_000 }, nowMs), 'closes-before-opening');
    assert.equal(editText(published(), { opensAtMs: 2_000, closesAtMs: 2_001 }, nowMs), 'edit');
  });
  test('closes-before-now', () => {
    assert.equal(editText(published(), { closesAtMs: 1_500 }, 1_500), 'closes-before-now');
    assert.equal(editText(published(), { closesAtMs: 1_501 }, 1_500), 'edit');
    assert.equal(editText(published(), { opensAtMs: 100, closesAtMs: 200 }, 300), 'closes-before-now');
    assert.equal(editText({ ...published(), state: 'draft' }, { closesAtMs: 1_500 }, 1_600), 'edit');
  });
  test('unknown-sku names it', () => {
    assert.equal(editText(published(), { variants: [{ sku: 'tee' }, { sku: 'hat' }] }, nowMs), 'unknown-sku hat');
  });
  test('what is not named stays, every change of a variant is taken, and stock is never touched', () => {
    const variants = [
      { sku: 'tee', title: 'Shirt' },
      { sku: 'tee', priceMinor: 90 },
    ];
    const decision = decideEdit(published(), { title: 'U', variants }, nowMs);
    assert.deepEqual(decision, {
      kind: 'edit',
      sale: {
        ...published(),
        ...{ title: 'U', version: 2, variants: [{ ...variant, unitLast: 3, title: 'Shirt', priceMinor: 90 }] },
      },
    });
  });
});

function published(): Sale {
  return decideCreate(undefined, wanted, 0).sale;
}

function editText(sale: Sale, edit: SaleEdit, atMs: number): string {
  const decision = decideEdit(sale, edit, atMs);
  if (decision.kind === 'field-fixed') return `${decision.field} ${decision.because}`;
  return decision.kind === 'unknown-sku' ? `${decision.kind} ${decision.sku}` : decision.kind;
}
