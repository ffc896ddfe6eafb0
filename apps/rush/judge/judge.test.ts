// The judge's negative controls: for each predicate histories that it must accept, and others that it must reject.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VerdictId } from './findings.ts';
import { judge } from './judge.ts';
import type { Setting } from './story.ts';
import { evidenceOf } from './story.ts';

type Expected = 'accepts' | 'rejects' | 'leaves open';

const words = new Map<boolean | 'not-judged', Expected>([
  [true, 'accepts'],
  [false, 'rejects'],
  ['not-judged', 'leaves open'],
]);

/** Tells a story and says what this predicate makes of it. `because` must stand in its first counterexample. */
function check(id: VerdictId, expected: Expected, story: string, setting: Setting = {}, because = ''): void {
  const lines = story.split('\n').filter((line) => line.trim() !== '');
  const verdict = judge(evidenceOf(setting, lines)).find((one) => one.id === id);
  assert.equal(words.get(verdict?.holds ?? 'not-judged'), expected, `${id}: ${story}\n${verdict?.evidence.join('\n')}`);
  if (because !== '') assert.match(verdict?.evidence[0] ?? '', new RegExp(because), story);
}

const usual = `
  ann asks 5..9 held o1 1
  bob asks 5..9 held o2 2
  cid asks 6..9 all-held
  ann lists 900..905 o1 1 awaiting_payment
  bob lists 900..905 o2 2 awaiting_payment
  cid lists 900..905 nothing
  books o1 ann 1 awaiting_payment 7..
  books o2 bob 2 awaiting_payment 7..`;

test('an honest run passes all that can be judged', () => {
  const verdicts = judge(evidenceOf({}, usual.split('\n').slice(1)));
  assert.deepEqual(
    verdicts.map(({ id, holds }) => `${id} ${holds}`),
    [
      'H1 true',
      'H2 true',
      'H3 true',
      'H4 true',
      'H5 true',
      'H6 true',
      'H7 true',
      'H8 true',
      'H9 not-judged',
      'H10 true',
    ],
  );
});

test('H1 finds a promise that was lost, changed or handed to another', () => {
  const told = 'ann asks 5..9 held o1 1\n';
  check('H1', 'accepts', `${told} books o1 ann 1 expired 7..90`);
  check('H1', 'accepts', `ann asks 5..9 held o1 1 reserved\n books o1 ann 1 refused 7..90`);
  check('H1', 'rejects', told, {}, 'o1 was promised to ann .* finally unknown');
  check('H1', 'rejects', `${told} books o1 ann 1 refused 7..90`, {}, 'finally refused');
  check('H1', 'rejects', `${told} books o1 ann 2 awaiting_payment 7..`, {}, 'finally unit 2');
  check('H1', 'rejects', `${told} books o1 bob 1 awaiting_payment 7..`, {}, 'belongs to bob');
  check('H1', 'rejects', `${told} ann asks 15..19 already-held o1 2\n books o1 ann 1 paid 7..`, {}, 'told as unit 1');
  check('H1', 'rejects', `${told} missing orders\n ann lists 900..901 nothing`, {}, 'finally unknown');
  check('H1', 'leaves open', `${told} missing orders`);
});

test('H2 finds one unit too many, and one unit with two orders, in the journal and without it', () => {
  const three = 'books o1 ann 1 awaiting_payment 1..\n books o2 bob 2 awaiting_payment 2..\n';
  check('H2', 'accepts', three);
  check('H2', 'accepts', 'books o1 ann 1 cancelled 1..8\n books o2 bob 1 awaiting_payment 9..', { units: 1 });
  check('H2', 'rejects', `${three} books o3 cid 3 awaiting_payment 3..`, {}, 'unit 3 of unit, of which there are 2');
  check(
    'H2',
    'rejects',
    `${three} books o3 cid 2 awaiting_payment 3..`,
    {},
    'unit 2 of unit was out with orders o2 and o3',
  );
  check('H2', 'rejects', 'journal 1 o1 1 null>reserved', {}, 'the export does not have');
  const silent = 'ann asks 1..5 held o1 1\n bob asks 2..6 held o2 1\n missing journal\n';
  check('H2', 'rejects', silent, { units: 1 }, 'unit 1 of unit was out');
  // The journal covers it up: the answers alone convict.
  const books = 'books o1 ann 1 cancelled 1..3\n books o2 bob 1 awaiting_payment 4..';
  check('H2', 'rejects', `ann asks 1..5 held o1 1\n bob asks 2..6 held o2 1\n ${books}`, { units: 1 });
  // Ann gave hers back before bob had it.
  const honest = 'ann asks 1..2 held o1 1\n ann cancels 2..4 done o1 1 cancelled\n bob asks 2..6 held o2 1\n';
  check('H2', 'accepts', honest + books, { units: 1 });
  check('H2', 'accepts', `${three} books o3 cid 3 awaiting_payment 3..\n audit 0 3 0 3`, { units: 3 });
});

test('H2 does not believe an audit that invents units for the run’s own sale', () => {
  const two = 'books o1 ann 1 awaiting_payment 1..\n books o2 bob 2 awaiting_payment 2..\n audit 0 2 0 2';
  check('H2', 'accepts', two, { units: 2, isOwn: true });
  check('H2', 'rejects', two, { units: 1, isOwn: true }, 'unit 2 of unit, of which there are 1');
});

test('H3 finds a buyer with more than the limit, in the journal and without it', () => {
  const second = 'books o1 ann 1 awaiting_payment 1..\n books o2 ann 2 awaiting_payment 2..';
  check('H3', 'rejects', second, {}, 'ann had 2 of 1 at once: o1, o2');
  check('H3', 'accepts', second, { perBuyer: 2 });
  check('H3', 'accepts', 'books o1 ann 1 expired 1..5\n books o2 ann 2 awaiting_payment 6..');
  check('H3', 'rejects', 'books o1 ann 1 expired 1..7\n books o2 ann 2 awaiting_payment 6..');
  check('H3', 'rejects', 'ann asks 1..5 held o1 1\n ann asks 1..5 held o2 2\n missing journal', {}, 'ann had 2 of 1');
  const after =
    'ann asks 1..5 held o1 1\n ann cancels 6..8 connection-lost\n ann asks 9..12 held o2 2\n missing journal';
  check('H3', 'accepts', after);
});

test('H4 finds a final status that changed, and an order behind a no', () => {
  check('H4', 'accepts', 'ann cancels 1..5 done o1 1 cancelled\n books o1 ann 1 refund_due 1..9');
  check(
    'H4',
    'rejects',
    'ann cancels 1..5 done o1 1 cancelled\n books o1 ann 1 awaiting_payment 1..',
    {},
    'told as cancelled',
  );
  check('H4', 'accepts', 'ann asks 1..5 busy\n ann asks 6..9 held o1 1\n books o1 ann 1 awaiting_payment 7..');
  check('H4', 'accepts', 'ann asks 1..5 timed-out\n books o1 ann 1 awaiting_payment 7..');
  check('H4', 'rejects', 'ann asks 1..5 sold-out\n books o1 ann 1 awaiting_payment 2..', {}, 'ann only ever heard no');
  check('H4', 'rejects', 'ann asks 1..5 unavailable\n missing orders\n ann lists 9..10 o1 1 reserved');
  check('H4', 'leaves open', 'ann asks 1..5 sold-out\n missing orders');
});

test('H4 tells the wishes of one buyer apart by their keys', () => {
  const setting = { perBuyer: 2 };
  const asks = 'ann/0 asks 1..5 held o1 1\n ann/1 asks 1..5 limit-reached\n';
  check('H4', 'accepts', `${asks} books o1 ann 1 awaiting_payment 2.. ann-0`, setting);
  check('H4', 'rejects', `${asks} books o1 ann 1 awaiting_payment 2.. ann-1`, setting, 'ann-1 only ever heard no');
});

test('H5 finds what was left open, and lists that differ from the books', () => {
  const kept = 'books o1 ann 1 awaiting_payment 2..\n';
  check('H5', 'accepts', `${kept} ann asks 1..5 held o1 1 reserved`);
  check('H5', 'rejects', 'ann asks 1..5 held o1 1 reserved', {}, 'o1 was reserved and is finally unknown');
  check('H5', 'rejects', 'ann asks 1..5 held o1 1 reserved\n books o1 ann 1 reserved 2..', {}, 'still reserved');
  check('H5', 'accepts', `${kept} ann asks 1..5 timed-out\n ann lists 9..10 o1 1 awaiting_payment`);
  check('H5', 'rejects', `${kept} ann asks 1..5 timed-out`, {}, 'could not be decided');
  check('H5', 'rejects', `${kept} ann lists 9..10 nothing`, {}, 'ann, who does not see it');
  check('H5', 'rejects', `${kept} ann lists 9..10 o1 2 awaiting_payment`, {}, 'the books say unit 1');
  check('H5', 'rejects', `${kept} ann lists 9..10 o1 1 cancelled`, {}, 'the books say awaiting_payment');
  check('H5', 'rejects', 'ann lists 9..10 o1 1 cancelled', {}, 'the books do not have it');
  check('H5', 'leaves open', 'missing orders');
});

test('H6 finds what was given too early or too late, by the gate’s clock and by the client’s', () => {
  check('H6', 'accepts', 'ann asks -5..1 held o1 1\n books o1 ann 1 awaiting_payment 0..');
  check('H6', 'rejects', 'books o1 ann 1 awaiting_payment -1..', {}, '1 ms before the opening');
  check('H6', 'rejects', 'journal -1 o1 1 null>reserved\n books o1 ann 1 reserved 1..', {}, 'journal entry 1');
  const early = 'ann asks -9..-4 held o1 1\n books o1 ann 1 awaiting_payment 1..';
  check('H6', 'rejects', early, { toleranceMs: 3 }, 'ann had a unit at least 1.0 ms before');
  check('H6', 'accepts', early, { toleranceMs: 4 });
  const end = { closesAfterMs: 100, toleranceMs: 3 };
  check('H6', 'accepts', 'books o1 ann 1 awaiting_payment 99..', end);
  check('H6', 'rejects', 'books o1 ann 1 awaiting_payment 100..', end, 'after the end');
  check('H6', 'accepts', 'ann asks 103..109 held o1 1', end);
  check('H6', 'rejects', 'ann asks 104..109 held o1 1', end, 'ann asked at least 1.0 ms after the end');
  check('H6', 'accepts', 'ann asks 104..109 already-held o1 1', end);
});

test('H7 finds an "all gone" that was not true for the last two seconds', () => {
  const gone = 'books o1 ann 1 cancelled 7..1000\n';
  check('H7', 'accepts', `${gone} bob asks 10..12 all-held`, { units: 1 });
  check('H7', 'accepts', `${gone} bob asks 2990..2995 all-held`, { units: 1 });
  check('H7', 'rejects', `${gone} bob asks 3010..3015 all-held`, { units: 1 }, 'bob was told all-held');
  check('H7', 'accepts', `${gone} bob asks 3010..3015 all-held`, { units: 1, toleranceMs: 20 });
  check('H7', 'rejects', `${gone} bob asks 1..5 sold-out`, { units: 1 }, 'bob was told sold-out');
  check('H7', 'accepts', `${gone} books o2 cid 1 awaiting_payment 4000..\n bob asks 4990..4995 all-held`, { units: 1 });
  check('H7', 'rejects', `${gone} bob asks 10..12 all-held`, { units: 2 });
  // One unit after the other comes back and goes again: the ledger always has one of which the gate may not know yet.
  const churn = [...Array(40).keys()].map(
    (at) => `books o${at} p${at} ${(at % 2) + 1} cancelled ${at * 150}..${at * 150 + 140}`,
  );
  check('H7', 'accepts', `${churn.join('\n')}\n bob asks 5000..5001 all-held`, { units: 2 });
  check('H7', 'rejects', `${churn.join('\n')}\n bob asks 5000..5001 all-held`, { units: 3 }, 'free for over 2 s');
  // Cid's ask may have had the unit until it broke off.
  check('H7', 'accepts', 'cid asks 5..20 connection-lost\n bob asks 8..12 all-held', { units: 1 });
  check('H7', 'accepts', 'cid asks 5..20 connection-lost\n bob asks 2010..2015 all-held', { units: 1 });
  check('H7', 'rejects', 'cid asks 5..20 connection-lost\n bob asks 2030..2035 all-held', { units: 1 });
  check('H7', 'rejects', 'cid asks 5..20 connection-lost\n bob asks 8..12 all-held', { units: 2 });
  check('H7', 'leaves open', `bob asks 10..12 all-held\n missing journal`);
  check('H7', 'leaves open', `bob asks 10..12 all-held\n audit 5 0 0 5`, { units: 1 });
});

test('H8 finds an order that went backwards', () => {
  const cancelled = 'ann cancels 10..20 done o1 1 cancelled\n';
  check(
    'H8',
    'rejects',
    `${cancelled} ann asks 21..25 already-held o1 1`,
    {},
    'o1 was cancelled, then awaiting_payment',
  );
  check('H8', 'accepts', `${cancelled} ann asks 19..25 already-held o1 1`);
  check('H8', 'accepts', `ann asks 1..5 held o1 1 reserved\n ann asks 6..9 already-held o1 1\n ${cancelled}`);
  check('H8', 'rejects', `ann asks 1..5 held o1 1\n ann asks 6..9 already-held o1 1 reserved`);
});

test('H9 finds money that was kept without a paid order, and a paid order without its money', () => {
  check('H9', 'accepts', 'books o1 ann 1 paid 1..\n payment o1 100 0');
  check('H9', 'accepts', 'books o1 ann 1 refunded 1..9\n payment o1 100 100');
  check('H9', 'accepts', 'books o1 ann 1 refund_due 1..9\n payment o1 100 0');
  check('H9', 'accepts', 'books o1 ann 1 paid 1..\n payment o1 100 0\n payment o1 100 100');
  check('H9', 'rejects', 'books o1 ann 1 expired 1..9\n payment o1 100 0', {}, 'o1 is expired, and 100 was kept');
  check('H9', 'rejects', 'books o1 ann 1 paid 1..\n payment o1 90 0', {}, 'costs 100, and 90 was kept');
  check('H9', 'rejects', 'books o1 ann 1 paid 1..\n payment o1 100 0\n payment o1 100 0', {}, '200 was kept');
  check('H9', 'rejects', 'payment o1 100 0', {}, 'the books do not have');
  check('H9', 'leaves open', 'books o1 ann 1 paid 1..');
});

test('H9 finds money that only the provider, or only the books, know of', () => {
  const paid = 'books o1 ann 1 paid 1..\n payment o1 100 0\n';
  check('H9', 'accepts', `${paid} booked o1 100 0`);
  check('H9', 'accepts', `${paid} missing payments`);
  check('H9', 'accepts', 'books o1 ann 1 expired 1..9\n payment o1 99 99\n booked o1 0 0');
  check('H9', 'rejects', `${paid} booked o1 0 0`, {}, 'the provider kept 100, and the books say 0');
  check('H9', 'rejects', `${paid} payment o1 50 50\n booked o1 100 50`, {}, 'kept 100, and the books say 50');
  const unpaid = 'books o2 bob 2 paid 1..\n';
  check('H9', 'rejects', `${paid} ${unpaid} booked o1 100 0\n booked o2 100 0`, {}, 'o2 is paid, costs 100, and 0 was');
});

test('H10 finds books that do not balance or do not agree', () => {
  const one = 'books o1 ann 1 awaiting_payment 1..\n';
  check('H10', 'accepts', one);
  check('H10', 'rejects', `${one} audit 0 1 0 2`, {}, 'not balanced');
  check('H10', 'rejects', `${one} audit 2 0 0 2`, {}, 'the audit says 0 held, the export has 1');
  check('H10', 'rejects', `${one} audit 1 0 1 2`, {}, 'the audit says 0 held');
  check('H10', 'rejects', `${one} journal 1 o2 2 null>awaiting_payment`, {}, 'the journal does not know it');
  check(
    'H10',
    'rejects',
    `${one} journal 1 o1 1 null>awaiting_payment\n journal 2 o1 1 paid>expired`,
    {},
    'it was awaiting',
  );
  check(
    'H10',
    'rejects',
    `books o1 ann 1 expired 1..9\n journal 1 o1 1 null>awaiting_payment`,
    {},
    'ends with awaiting',
  );
  const invented = `${one} audit 2 1 0 3`;
  check('H10', 'accepts', invented);
  check('H10', 'rejects', invented, { isOwn: true }, 'other units than the sale was made with');
  check('H10', 'leaves open', `${one} missing audit`);
});
