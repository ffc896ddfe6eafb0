import assert from 'node:assert/strict';
import { rulesOf } from '@penstock/core';
import type { LedgerCase, LedgerUnderTest } from './ledger-case.ts';
import { changesText, createSale, newSale, saleId, takeChanges } from './ledger-case.ts';

export const ledgerSaleCases: readonly LedgerCase[] = [
  [
    'a sale is kept as it was written down, and read back the same',
    async (under) => {
      const nowMs = under.ledger.nowMs();
      const wanted = newSale(nowMs);
      const sale = await createSale(under);
      const { draft: _, ...content } = wanted;
      assert.ok(sale.createdAtMs >= nowMs && sale.createdAtMs <= under.ledger.nowMs());
      assert.deepEqual(sale, {
        ...{ ...content, opensAtMs: sale.opensAtMs, closesAtMs: sale.closesAtMs },
        variants: wanted.variants.map((variant) => ({ ...variant, unitLast: variant.units })),
        ...{ state: 'published', paused: false, epoch: 1, version: 1, createdAtMs: sale.createdAtMs },
      });
      assert.deepEqual(await under.ledger.sale(saleId), sale);
      assert.deepEqual(await under.ledger.sales(), [sale]);
      assert.equal(await changesText(under), 'published');
    },
  ],
  [
    'what is not there is not there',
    async ({ ledger }) => {
      assert.deepEqual(await ledger.sales(), []);
      assert.equal(await ledger.sale('none'), undefined);
      assert.equal(await ledger.edit('none', { title: 'T' }), undefined);
      assert.equal(await ledger.act('none', 'pause'), undefined);
      assert.equal(await ledger.places('none'), undefined);
      assert.equal(await ledger.order('none'), undefined);
      assert.equal(await ledger.adjustment('none'), undefined);
      assert.deepEqual(await ledger.ordersOfBuyerInSale('none', 'ann'), []);
    },
  ],
  [
    'the same content again is the same sale, other content a conflict; neither changes anything',
    async (under) => {
      const wanted = newSale(under.ledger.nowMs());
      const { sale } = await under.ledger.create(wanted);
      await changesText(under);
      assert.deepEqual(await under.ledger.create(wanted), { kind: 'same-before', sale });
      assert.deepEqual(await under.ledger.create({ ...wanted, title: 'Other' }), { kind: 'conflict', sale });
      assert.deepEqual(await under.ledger.sales(), [sale]);
      assert.equal(await changesText(under), 'none');
    },
  ],
  [
    'created by many at once: one does it',
    async (under) => {
      const wanted = newSale(under.ledger.nowMs());
      const decisions = await Promise.all(Array.from({ length: 5 }, () => under.ledger.create(wanted)));
      assert.equal(decisions.filter(({ kind }) => kind === 'create').length, 1);
      assert.equal(decisions.filter(({ kind }) => kind === 'same-before').length, 4);
      assert.equal(await changesText(under), 'published');
    },
  ],
  [
    'an edit of a published sale tells the gate its new rules',
    async (under) => {
      const before = await createSale(under);
      await changesText(under);
      const edit = { title: 'New', perBuyer: 1, variants: [{ sku: 'cap', priceMinor: 1, imageUrl: '/cap.png' }] };
      const decision = await under.ledger.edit(saleId, edit);
      const [tee, cap] = before.variants;
      const expected = {
        ...before,
        ...{ title: 'New', perBuyer: 1, version: 2, variants: [tee, { ...cap, priceMinor: 1, imageUrl: '/cap.png' }] },
      };
      assert.ok(decision?.kind === 'edit');
      assert.deepEqual(decision.sale, expected);
      assert.deepEqual(await under.ledger.sale(saleId), expected);
      assert.deepEqual(await takeChanges(under), [{ kind: 'rules', rules: rulesOf(decision.sale) }]);
    },
  ],
  [
    'an edit that is refused changes nothing',
    async (under) => {
      const before = await createSale(under);
      await changesText(under);
      const refused = [
        await under.ledger.edit(saleId, { title: 'U', variants: [{ sku: 'hat', title: 'Hat' }] }),
        await under.ledger.edit(saleId, { title: 'U', closesAtMs: before.opensAtMs }),
      ];
      assert.deepEqual(refused, [{ kind: 'unknown-sku', sku: 'hat' }, { kind: 'closes-before-opening' }]);
      assert.deepEqual(await under.ledger.sale(saleId), before);
      assert.equal(await changesText(under), 'none');
    },
  ],
  [
    "what is fixed once a sale is open is judged by the ledger's clock",
    async (under) => {
      const nowMs = under.ledger.nowMs();
      await createSale(under, { opensAtMs: nowMs + 200, closesAtMs: nowMs + 7_200_000 });
      assert.equal((await under.ledger.edit(saleId, { perBuyer: 3 }))?.kind, 'edit');
      await under.advance(200);
      const decision = await under.ledger.edit(saleId, { perBuyer: 4 });
      assert.deepEqual(decision, { kind: 'field-fixed', field: 'perBuyer', because: 'opened' });
      const withdrawn = await under.ledger.act(saleId, 'withdraw');
      assert.deepEqual(withdrawn, { kind: 'not-possible', because: 'opened' });
    },
  ],
  ['pause', (under) => checkAct(under, ['pause'], 'act', 'rules 2', { paused: true })],
  ['pause again', (under) => checkAct(under, ['pause', 'pause'], 'done-before', 'rules 2', { paused: true })],
  ['resume', (under) => checkAct(under, ['pause', 'resume'], 'act', 'rules 2; rules 3', { paused: false })],
  ['close', (under) => checkAct(under, ['close'], 'act', 'rules 2', {})],
  ['withdraw', (under) => checkAct(under, ['withdraw'], 'act', 'dropped', { state: 'withdrawn' })],
  ['publish again', (under) => checkAct(under, ['publish'], 'done-before', 'none', { state: 'published' })],
  [
    'pause after withdraw',
    (under) => checkAct(under, ['withdraw', 'pause'], 'not-possible', 'dropped', { state: 'withdrawn', paused: false }),
  ],
  [
    'a draft is told to no gate before it is published, however it was changed',
    async (under) => {
      await createSale(under, { draft: true });
      await under.ledger.edit(saleId, { title: 'New', perBuyer: 1 });
      assert.equal(await changesText(under), 'none');
      const decision = await under.ledger.act(saleId, 'publish');
      assert.equal(decision?.kind === 'act' && decision.sale.state, 'published');
      assert.equal((await changesText(under)).split(';')[0], 'published');
    },
  ],
  [
    'a draft that is withdrawn was never told, so no gate has to drop it',
    async (under) => {
      await createSale(under, { draft: true });
      await under.ledger.act(saleId, 'withdraw');
      assert.equal((await under.ledger.sale(saleId))?.state, 'withdrawn');
      assert.ok(['none', 'dropped'].includes(await changesText(under)));
    },
  ],
  [
    "a close ends the sale at the moment it is done, by the ledger's clock",
    async (under) => {
      const beforeMs = under.ledger.nowMs();
      await createSale(under);
      const decision = await under.ledger.act(saleId, 'close');
      assert.ok(decision?.kind === 'act');
      const { closesAtMs, opensAtMs } = decision.sale;
      assert.ok(closesAtMs >= beforeMs && closesAtMs <= under.ledger.nowMs() && opensAtMs < closesAtMs);
    },
  ],
  [
    'a new epoch is one higher each time, is kept, and comes with the rules as they are',
    async (under) => {
      const before = await createSale(under);
      await under.ledger.act(saleId, 'pause');
      const second = await under.ledger.raiseEpoch(saleId);
      const third = await under.ledger.raiseEpoch(saleId);
      const sale = await under.ledger.sale(saleId);
      assert.ok(sale);
      assert.deepEqual([second.epoch, third.epoch, sale.epoch], [2, 3, 3]);
      assert.deepEqual(third, rulesOf(sale));
      assert.deepEqual([third.paused, third.opensAtMs], [true, before.opensAtMs]);
    },
  ],
];

type Act = Parameters<LedgerUnderTest['ledger']['act']>[1];

/** Acts on a published sale in turn; checks the last answer, what the gate is told, and the sale as it then is. */
async function checkAct(
  under: LedgerUnderTest,
  acts: readonly Act[],
  lastKind: string,
  told: string,
  after: Readonly<Record<string, unknown>>,
): Promise<void> {
  await createSale(under);
  await changesText(under);
  let kind: string | undefined;
  for (const act of acts) kind = (await under.ledger.act(saleId, act))?.kind;
  assert.equal(kind, lastKind);
  assert.equal(await changesText(under), told);
  const sale = await under.ledger.sale(saleId);
  assert.deepEqual({ ...sale, ...after }, sale);
}
