import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Flight } from '../ask/flight.ts';
import type { SaleFacts } from './sale-stage.ts';
import { saleStage, saleStages } from './sale-stage.ts';

const opensAtMs = 1_000_000_000;

const facts: SaleFacts = {
  phase: 'open',
  opensAtMs,
  closesAtMs: undefined,
  available: 3,
  held: 2,
  liveOrders: 0,
  nowMs: opensAtMs + 5_000,
  armDelayMs: 5,
  steadyMs: 50_000,
  flight: { kind: 'idle' },
  isSignedOut: false,
  isWatching: false,
};

const check = (about: string, some: Partial<SaleFacts>, expected: string) =>
  assert.equal(saleStage({ ...facts, ...some }), expected, about);

const before = (leftMs: number): Partial<SaleFacts> => ({ phase: 'scheduled', nowMs: opensAtMs - leftMs });

const early: Flight = {
  kind: 'refused',
  atMs: 50_000,
  problem: {
    type: '/problems/sale-not-open',
    title: 't',
    status: 409,
    detail: 'd',
    code: 'sale-not-open',
    opensAt: '2026-11-28T12:00:00.000Z',
    serverTime: '2026-11-28T11:59:59.820Z',
  },
};

test('every stage, in the order of precedence', () => {
  const rows: readonly (readonly [stage: string, facts: Partial<SaleFacts>])[] = [
    ['unreachable', { flight: { kind: 'unreachable' } }],
    ['checking', { flight: { kind: 'checking' } }],
    ['too-fast', { flight: { kind: 'waiting', why: 'too-fast', untilMs: 53_000 } }],
    ['busy', { flight: { kind: 'waiting', why: 'busy', untilMs: 53_000 } }],
    ['slow', { flight: { kind: 'sending', sinceMs: 47_000 } }],
    ['sending', { flight: { kind: 'sending', sinceMs: 49_000 } }],
    ['ended', { phase: 'ended' }],
    ['paused', { phase: 'paused' }],
    ['reading', { phase: 'scheduled', nowMs: undefined }],
    ['far', before(600_001)],
    ['near', before(600_000 - 5)],
    ['watching', { phase: 'all-held', available: 0, isWatching: true }],
    ['all-held', { phase: 'all-held', available: 0 }],
    ['sold-out', { phase: 'sold-out', available: 0, held: 0 }],
    ['sign-in', { isSignedOut: true }],
    ['one-more', { liveOrders: 1 }],
    ['open', {}],
  ];
  assert.deepEqual(
    rows.map(([stage]) => stage),
    saleStages,
  );
  for (const [stage, some] of rows) check(stage, some, stage);
});

test('the button arms at the opening by the server’s clock, its error allowed for', () => {
  check('on the dot, but the clock may be ahead', before(0), 'near');
  check('4 ms later', before(-4), 'near');
  check('5 ms later', before(-5), 'open');
  check('a sale that is said to be open is open, whatever the clock', { nowMs: opensAtMs - 60_000 }, 'open');
  check('the opening does not wait for the next reading', { ...before(-100), available: 3 }, 'open');
});

test('an early tap is re-armed when the server’s own time says so', () => {
  check('at once', { ...before(-50), flight: early, steadyMs: 50_100 }, 'near');
  check('after 180 ms', { ...before(-50), flight: early, steadyMs: 50_181 }, 'open');
});

test('an intent on its way is shown whatever the sale does', () => {
  check('ended', { phase: 'ended', flight: { kind: 'checking' } }, 'checking');
  check('sold out', { phase: 'sold-out', flight: { kind: 'sending', sinceMs: 50_000 } }, 'sending');
});

test('a refusal is newer than the sale as it was read, for a while', () => {
  const refused = (code: 'sold-out' | 'all-held' | 'sale-paused' | 'limit-reached'): Flight => ({
    kind: 'refused',
    atMs: 48_000,
    problem: { type: `/problems/${code}`, title: 't', status: 409, detail: 'd', code },
  });
  check('sold out', { flight: refused('sold-out') }, 'sold-out');
  check('all held', { flight: refused('all-held') }, 'all-held');
  check('all held, and watched', { flight: refused('all-held'), isWatching: true }, 'watching');
  check('paused', { flight: refused('sale-paused') }, 'paused');
  check('what concerns the visitor alone', { flight: refused('limit-reached') }, 'open');
  check('three seconds later', { flight: refused('sold-out'), steadyMs: 51_001 }, 'open');
});

test('the stock of the chosen variant counts while the sale is open', () => {
  check('held by others', { available: 0, held: 1 }, 'all-held');
  check('sold', { available: 0, held: 0 }, 'sold-out');
  check('another variant is held', { phase: 'all-held', available: 0, held: 0 }, 'sold-out');
});

test('the end comes by the clock, and needs no sign-in to be seen', () => {
  check('a moment before', { closesAtMs: opensAtMs + 5_001 }, 'open');
  check('at closesAt', { closesAtMs: opensAtMs + 5_000, isSignedOut: true }, 'ended');
  check('paused, and the end has passed', { phase: 'paused', closesAtMs: opensAtMs }, 'ended');
});
