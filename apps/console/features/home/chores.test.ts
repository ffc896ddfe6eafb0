import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AdminSale, Audit, DeadLetter } from '@penstock/contract';
import { en } from '../../texts/en.ts';
import { createSay } from '../language/say.ts';
import type { ChoreFacts } from './chores.ts';
import { chores } from './chores.ts';

const say = createSay('en', en);
const nowMs = Date.parse('2026-11-22T12:00:00.000Z');

const sale = (saleId: string, opensAt: string, more: Partial<AdminSale> = {}): AdminSale =>
  ({ saleId, title: `The ${saleId}`, opensAt, state: 'published', phase: 'open', paused: false, ...more }) as AdminSale;

const audit = (saleId: string, balanced: boolean | null, refundDue = 0): Audit =>
  ({ saleId, balanced, orders: { byStatus: refundDue === 0 ? {} : { refund_due: refundDue } } }) as Audit;

const quiet: ChoreFacts = {
  sales: [],
  audits: [],
  deadLetters: [],
  readiness: { status: 'ready', reasons: [] },
  nowMs,
};

function check(facts: Partial<ChoreFacts>, expected: readonly string[]): void {
  const found = chores({ ...quiet, ...facts }, say);
  assert.deepEqual(
    found.map(({ tone, text, path }) => `${tone}: ${text} ${path}`),
    expected,
  );
  assert.equal(new Set(found.map(({ key }) => key)).size, found.length);
}

test('where all is well nothing is to be done', () => {
  check({}, []);
  const running = sale('lamp', '2026-11-22T11:00:00.000Z');
  check({ sales: [running], audits: [audit('lamp', true), audit('kettle', null)] }, []);
});

test('what is broken comes before what is to be looked at', () => {
  const lamp = sale('lamp', '2026-11-22T11:00:00.000Z', { paused: true, phase: 'paused' });
  check(
    {
      sales: [lamp],
      audits: [audit('lamp', false, 2)],
      deadLetters: [{}, {}] as unknown as readonly DeadLetter[],
      readiness: {
        status: 'not-ready',
        reasons: ['money cannot be given back'],
        checks: [
          { name: 'node', ok: true },
          {
            ...{ name: 'engine', ok: false, detail: 'money cannot be given back' },
            ...{ code: 'loops-fail', params: { loops: ['refunds'] } },
          },
        ],
      },
    },
    [
      'bad: Work in the background: Failing: refunds. /console',
      'bad: The books of “The lamp” do not agree. /console/sales/lamp/audit',
      'bad: 2 messages need a person. /console/deliveries',
      'warn: “The lamp”: 2 orders wait for their refund. /console/sales/lamp/orders?status=refund_due',
      'warn: “The lamp” is paused. /console/sales/lamp',
    ],
  );
});

test('a draft is a chore from a day before its opening on, and stays one; an ended or a withdrawn sale is none', () => {
  check(
    {
      sales: [
        sale('far', '2026-11-23T12:00:00.000Z', { state: 'draft' }),
        sale('near', '2026-11-23T11:00:00.000Z', { state: 'draft' }),
        sale('late', '2026-11-22T11:00:00.000Z', { state: 'draft' }),
        sale('over', '2026-11-21T11:00:00.000Z', { paused: true, phase: 'ended' }),
        sale('gone', '2026-11-22T13:00:00.000Z', { state: 'withdrawn' }),
      ],
    },
    [
      'warn: The draft “The near” is to open in 23 hours, and is not published. /console/sales/near/edit',
      'warn: The draft “The late” was to open 1 hour ago, and was never published. /console/sales/late/edit',
    ],
  );
});

test('no draft is judged before the server’s time is known', () => {
  check({ sales: [sale('late', '2026-11-22T11:00:00.000Z', { state: 'draft' })], nowMs: undefined }, []);
});
