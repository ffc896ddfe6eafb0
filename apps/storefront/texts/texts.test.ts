import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { RouteId } from '@penstock/contract';
import { orderStatuses, problemsOf, refusedReasons, routeOf, salePhases } from '@penstock/contract';
import type { Text } from '@penstock/web';
import { fillText } from '@penstock/web';
import { saleStages } from '../features/sale/sale-stage.ts';
import { en } from './en.ts';
import { enMore } from './en-more.ts';
import { howWePick } from './how-we-pick.ts';
import { zh } from './zh.ts';
import { zhMore } from './zh-more.ts';

const english: Readonly<Record<string, Text>> = { ...en, ...enMore };
const chinese: Readonly<Record<string, Text>> = { ...zh, ...zhMore };

const formsOf = (text: Text): readonly string[] => (typeof text === 'string' ? [text] : Object.values(text));
const placesOf = (text: Text): readonly string[] =>
  [...new Set(formsOf(text).flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')))].sort();

/** The calls that a visitor's acts lead to, whose refusals must have a sentence. */
const callsOfVisitors: readonly RouteId[] = ['askForUnit', 'openPayment', 'cancelOrder', 'getOrder', 'listMyOrders'];
/** What only a fault of the page itself could cause: these share a sentence. */
const faultsOfPage: readonly string[] = ['payload-too-large', 'unsupported-media-type', 'request-timeout'];

test('both languages have the same keys', () => {
  assert.deepEqual(Object.keys(chinese), Object.keys(english));
});

test('no sentence is empty or left in the other language', () => {
  const same = ['shop.name'];
  for (const [key, text] of Object.entries(chinese)) {
    for (const form of formsOf(text)) assert.notEqual(form.trim(), '', key);
    if (!same.includes(key)) assert.notDeepEqual(text, english[key], key);
  }
});

test('the places of a sentence are the same in both languages', () => {
  for (const key of Object.keys(english)) {
    const [one, other] = [placesOf(english[key] ?? ''), placesOf(chinese[key] ?? '')];
    // A count that only chooses the English plural need not be said.
    assert.deepEqual(other, one, key);
  }
});

test('every stage, status, phase, reason and refusal has its sentence', () => {
  const problems = callsOfVisitors.flatMap((routeId) => problemsOf(routeOf(routeId)));
  const keys = [
    ...saleStages.map((stage) => `sale.${stage}.line`),
    // A button without a text of its own repeats the headline.
    ...saleStages.map(
      (stage) => [`sale.${stage}.button`, `sale.${stage}.headline`].find((key) => key in english) ?? stage,
    ),
    ...orderStatuses.flatMap((status) => [`status.${status}`, `order.${status}.caption`, `order.${status}.line`]),
    ...salePhases.map((phase) => `phase.${phase}`),
    ...refusedReasons.map((reason) => `reason.${reason}`),
    ...problems.filter((code) => !faultsOfPage.includes(code)).map((code) => `problem.${code}`),
  ];
  for (const key of keys) assert.ok(Object.hasOwn(english, key), `${key} is missing`);
});

test('every sentence is said somewhere', () => {
  const folder = new URL('..', import.meta.url);
  const files = globSync('{*,features/**/*,pages/*,parts/*}.{ts,vue}', { cwd: folder, exclude: ['**/*.test.ts'] });
  const code = files.map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n');
  const madeOfParts =
    /^(phase|status|reason|problem|sale\.last-|(sale|order)\.[\w-]+\.(caption|headline|line|button)$)/;
  const unsaid = Object.keys(english).filter((key) => !madeOfParts.test(key) && !code.includes(`'${key}'`));
  assert.deepEqual(unsaid, []);
});

test('plurals are whole sentences in both languages', () => {
  for (const count of [1, 2]) {
    assert.match(fillText(en['sale.rule-limit'], { count }, 'en'), new RegExp(`${count} per person\\.$`));
    assert.equal(fillText(zh['sale.rule-limit'], { count }, 'zh-CN'), `每人限购 ${count} 件。`);
  }
});

test('“how we pick” has the same chapters in both languages', () => {
  const shape = ({ chapters }: (typeof howWePick)['en']) => chapters.map(({ lines }) => lines.length);
  assert.deepEqual(shape(howWePick.zh), shape(howWePick.en));
});
