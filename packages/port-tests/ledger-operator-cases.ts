import assert from 'node:assert/strict';
import type { OperatorAct, OperatorEdit, OperatorRole } from '@penstock/core';
import { sessionsPerOperatorMax } from '@penstock/core';
import type { LedgerCase, LedgerUnderTest } from './ledger-case.ts';
import { adjustmentOf, createSale, newSale, saleId } from './ledger-case.ts';

const by = (action: OperatorAct['action'], more: Partial<OperatorAct> = {}): OperatorAct => ({
  operator: 'ann',
  action,
  ...more,
});

const passwordHash = 'scrypt$one';

/** The hash of a session's id, as long as such hashes are. */
const hashOf = (name: string) => name.padEnd(43, '.');

function add({ ledger }: LedgerUnderTest, name: string, role: OperatorRole = 'admin') {
  return ledger.addOperator({ name, role, passwordHash }, by('add-operator', { detail: name }));
}

function change({ ledger }: LedgerUnderTest, name: string, edit: OperatorEdit) {
  return ledger.changeOperator(name, edit, by('change-operator', { detail: name }));
}

function open({ ledger }: LedgerUnderTest, name: string, session: string, hash = passwordHash) {
  return ledger.openSession({ sessionHash: hashOf(session), name, passwordHash: hash }, by('sign-in'));
}

/** `ann admin; bob viewer disabled` */
async function operatorsText({ ledger }: LedgerUnderTest): Promise<string> {
  const all = await ledger.operators();
  return all.map(({ name, role, disabled }) => `${name} ${role}${disabled ? ' disabled' : ''}`).join('; ');
}

/** Which of the sessions are good: `one two`. */
async function goodText({ ledger }: LedgerUnderTest, ...sessions: string[]): Promise<string> {
  const good = await Promise.all(sessions.map((session) => ledger.session(hashOf(session))));
  return sessions.filter((_, index) => good[index] !== undefined).join(' ');
}

/** `publish; create-sale` with the newest first. */
async function logText({ ledger }: LedgerUnderTest, filter: { readonly saleId?: string } = {}): Promise<string> {
  const { rows } = await ledger.operatorLog({ ...filter, limit: 100 });
  return rows.map(({ action, detail }) => (detail === undefined ? action : `${action} (${detail})`)).join('; ');
}

export const ledgerOperatorCases: readonly LedgerCase[] = [
  [
    'an account is added once, and all are listed by name',
    async (under) => {
      assert.equal((await add(under, 'bob', 'viewer')).kind, 'added');
      assert.equal((await add(under, 'ann')).kind, 'added');
      assert.equal((await add(under, 'bob', 'admin')).kind, 'exists');
      assert.equal(await operatorsText(under), 'ann admin; bob viewer');
      assert.equal((await under.ledger.operatorSecret('bob'))?.passwordHash, passwordHash);
      assert.equal(await under.ledger.operatorSecret('eve'), undefined);
      assert.equal(await logText(under), 'add-operator (ann); add-operator (bob)');
    },
  ],
  [
    'the last enabled admin stays one',
    async (under) => {
      await add(under, 'ann');
      await add(under, 'bob', 'operator');
      assert.equal((await change(under, 'ann', { disabled: true }))?.kind, 'last-admin');
      assert.equal((await change(under, 'ann', { role: 'viewer' }))?.kind, 'last-admin');
      assert.equal((await change(under, 'bob', { role: 'admin' }))?.kind, 'change');
      assert.equal((await change(under, 'ann', { disabled: true }))?.kind, 'change');
      assert.equal((await change(under, 'bob', { role: 'operator' }))?.kind, 'last-admin');
      assert.equal((await change(under, 'ann', { disabled: false, role: 'viewer' }))?.kind, 'change');
      assert.equal(await change(under, 'eve', { disabled: true }), undefined);
      assert.equal(await operatorsText(under), 'ann viewer; bob admin');
    },
  ],
  [
    'a session is good while its account is what it was opened for, and tells the role of now',
    async (under) => {
      await add(under, 'ann');
      await add(under, 'bob', 'viewer');
      assert.equal((await open(under, 'bob', 'one'))?.operator.role, 'viewer');
      await open(under, 'bob', 'two');
      assert.equal(await goodText(under, 'one', 'two', 'three'), 'one two');
      await change(under, 'bob', { role: 'operator' });
      assert.equal((await under.ledger.session(hashOf('one')))?.operator.role, 'operator');
      await under.ledger.endSession(hashOf('one'), by('sign-out'));
      assert.equal(await goodText(under, 'one', 'two'), 'two');
      await change(under, 'bob', { passwordHash: 'scrypt$two' });
      assert.equal(await goodText(under, 'one', 'two'), '');
      assert.equal(await open(under, 'bob', 'three'), undefined, 'the old password opens nothing');
      await open(under, 'bob', 'three', 'scrypt$two');
      await change(under, 'bob', { disabled: true });
      assert.equal(await goodText(under, 'three'), '');
      assert.equal(await open(under, 'bob', 'four', 'scrypt$two'), undefined, 'a disabled account opens nothing');
      await change(under, 'bob', { disabled: false });
      assert.equal(await goodText(under, 'three'), '', 'what was ended does not come back');
      assert.equal(await open(under, 'eve', 'five'), undefined);
    },
  ],
  [
    'a use is written down, and an account has a bounded number of sessions: the idlest makes room',
    async (under) => {
      await add(under, 'ann');
      const names = Array.from({ length: sessionsPerOperatorMax }, (_, index) => `session-${index}`);
      for (const name of names) await open(under, 'ann', name);
      await under.advance(5);
      const before = (await under.ledger.session(hashOf('session-0')))?.session;
      await under.ledger.useSession(hashOf('session-0'));
      await under.ledger.useSession(hashOf('nobody'));
      const after = (await under.ledger.session(hashOf('session-0')))?.session;
      assert.ok(before !== undefined && after !== undefined && after.usedAtMs > before.usedAtMs);
      assert.equal(after.openedAtMs, before.openedAtMs);
      await under.advance(5);
      await open(under, 'ann', 'one-more');
      const good = await goodText(under, ...names, 'one-more');
      assert.equal(good.split(' ').length, sessionsPerOperatorMax);
      assert.ok(good.startsWith('session-0 ') && good.endsWith('one-more'));
      assert.notEqual((await under.ledger.operators())[0]?.lastSignInAtMs, undefined);
    },
  ],
  [
    'an act on a sale is in the log with it; a refused one is not, and one that changed nothing says so',
    async (under) => {
      const { ledger } = under;
      const wanted = newSale(ledger.nowMs(), { draft: true });
      const on = (action: OperatorAct['action']) => by(action, { saleId });
      const coded = { coded: { code: 'a-code', params: { units: 2, skus: ['tee'] } } };
      await ledger.create(wanted, on('create-sale'));
      await ledger.create(wanted, on('create-sale'));
      await ledger.create({ ...wanted, title: 'Other' }, on('create-sale'));
      await ledger.act(saleId, 'pause', on('pause'));
      await ledger.edit(saleId, { title: 'New' }, on('edit-sale'));
      await ledger.edit(saleId, { variants: [{ sku: 'hat' }] }, on('edit-sale'));
      await ledger.act(saleId, 'publish', by('publish', { saleId, reason: 'it is time', requestId: 'r1', ...coded }));
      await ledger.act(saleId, 'publish', on('publish'));
      await ledger.addUnits(adjustmentOf('a1', 'tee', 2), by('stock', { saleId, detail: '+2 tee' }));
      await ledger.withdrawUnits(adjustmentOf('a2', 'tee', -1), [7], by('stock', { saleId, detail: '-1 tee' }));
      await createSale(under, { saleId: 'sale-2' });
      await ledger.act('sale-2', 'pause', by('pause', { saleId: 'sale-2' }));
      await ledger.act('nothing', 'pause', by('pause', { saleId: 'nothing' }));
      const same = 'it was so before; nothing changed';
      const ofSale = `stock (-1 tee); stock (+2 tee); publish (${same}); publish; edit-sale; create-sale (${same}); create-sale`;
      assert.equal(await logText(under, { saleId }), ofSale);
      assert.equal(await logText(under), `pause; ${ofSale}`);
      const { rows } = await ledger.operatorLog({ saleId, limit: 100 });
      const repeated = rows.find(({ detail }) => detail === same);
      assert.deepEqual(repeated?.coded, { code: 'nothing-changed' });
      const published = rows.find(({ reason }) => reason !== undefined);
      assert.deepEqual(
        { ...published, seq: 0, atMs: 0 },
        { seq: 0, atMs: 0, ...by('publish', { saleId, reason: 'it is time', requestId: 'r1', ...coded }) },
      );
    },
  ],
  [
    'the log comes in pages, the newest first, of all, of a sale or of an order',
    async (under) => {
      const { ledger } = under;
      for (let index = 1; index <= 5; index += 1) {
        const about = index % 2 === 0 ? { saleId, orderId: 'ann-1' } : {};
        await ledger.logAct(by('resend', { detail: `${index}`, ...about }));
      }
      const first = await ledger.operatorLog({ limit: 2 });
      assert.deepEqual(
        first.rows.map(({ detail }) => detail),
        ['5', '4'],
      );
      assert.ok(first.next !== undefined);
      const rest = await ledger.operatorLog({ before: first.next, limit: 3 });
      assert.deepEqual(
        rest.rows.map(({ detail }) => detail),
        ['3', '2', '1'],
      );
      assert.equal(rest.next, undefined);
      const ofOrder = await ledger.operatorLog({ orderId: 'ann-1', limit: 9 });
      assert.deepEqual(
        ofOrder.rows.map(({ detail }) => detail),
        ['4', '2'],
      );
    },
  ],
  [
    'the end of buyers’ sessions is kept as long as it matters, the latest of each token',
    async (under) => {
      const { ledger } = under;
      const nowMs = ledger.nowMs();
      const end = (tokenHash: string, endedAtMs: number, expiresAtMs: number) =>
        ledger.endBuyerSessions({ tokenHash, endedAtMs, expiresAtMs });
      await end('a', nowMs, nowMs + 60_000);
      await end('a', nowMs + 5, nowMs + 50_000);
      await end('b', nowMs - 10_000, nowMs + 60_000);
      await end('c', nowMs - 10_000, nowMs - 5_000);
      await end('d', nowMs, nowMs - 5_000);
      const ended = async () =>
        (await ledger.endedBuyerSessions())
          .map(({ tokenHash }) => tokenHash)
          .toSorted()
          .join(' ');
      assert.equal(await ended(), 'a b');
      assert.deepEqual(
        (await ledger.endedBuyerSessions()).find(({ tokenHash }) => tokenHash === 'a'),
        {
          tokenHash: 'a',
          endedAtMs: nowMs + 5,
          expiresAtMs: nowMs + 60_000,
        },
      );
    },
  ],
];
