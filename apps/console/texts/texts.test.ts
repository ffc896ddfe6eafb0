import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  accountChanges,
  conflictStates,
  deadLetterDetails,
  deadLetterKinds,
  deadLetterReasons,
  fieldCodes,
  goodFindings,
  logDetails,
  loopNames,
  operatorActions,
  operatorRoles,
  orderStatuses,
  poorFindings,
  preflightNames,
  problemCodes,
  readinessFindings,
  readinessNames,
  refusedReasons,
  salePhases,
  storyClocks,
  storyKinds,
} from '@penstock/contract';
import type { Text } from '@penstock/web';
import { outcomeGroups } from '../features/board/outcome-groups.ts';
import { previewMoments } from '../features/edit/preview-sale.ts';
import { salePages } from '../features/router/place.ts';
import { askedActs } from '../features/sale/act-facts.ts';
import { saleConditions } from '../features/sale/sale-condition.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

const english: Readonly<Record<string, Text>> = en;
const chinese: Readonly<Record<string, Text>> = zh;

const formsOf = (text: Text): readonly string[] => (typeof text === 'string' ? [text] : Object.values(text));
const placesOf = (text: Text): readonly string[] =>
  [...new Set(formsOf(text).flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')))].sort();

test('both languages have the same keys', () => {
  assert.deepEqual(Object.keys(chinese), Object.keys(english));
});

test('no sentence is empty or left in the other language', () => {
  const same = ['console.name'];
  for (const [key, text] of Object.entries(chinese)) {
    for (const form of formsOf(text)) assert.notEqual(form.trim(), '', key);
    if (!same.includes(key)) assert.notDeepEqual(text, english[key], key);
  }
});

test('the places of a sentence are the same in both languages', () => {
  for (const key of Object.keys(english)) {
    assert.deepEqual(placesOf(chinese[key] ?? ''), placesOf(english[key] ?? ''), key);
  }
});

test('whatever the server may say has its sentence', () => {
  const keys = [
    ...problemCodes.map((code) => `problem.${code}`),
    ...conflictStates.map((state) => `problem.sale-state-conflict.${state}`),
    ...refusedReasons.map((reason) => `refused.${reason}`),
    ...orderStatuses.map((status) => `status.${status}`),
    ...[...salePhases, 'draft', 'withdrawn'].map((phase) => `phase.${phase}`),
    ...operatorRoles.flatMap((role) => [`role.${role}`, `role.${role}-may`]),
    ...operatorActions.map((action) => `action.${action}`),
    ...Object.keys(logDetails).map((code) => `logged.${code}`),
    ...accountChanges.map((change) => `change.${change}`),
    ...deadLetterKinds.map((kind) => `letter.${kind}`),
    ...Object.keys(deadLetterDetails).map((kind) => `letter.about-${kind}`),
    ...Object.keys(deadLetterReasons).map((code) => `undone.${code}`),
    ...preflightNames.map((name) => `preflight.${name}`),
    ...Object.keys({ ...goodFindings, ...poorFindings }).map((code) => `found.${code}`),
    ...Object.keys(poorFindings).map((code) => `remedy.${code}`),
    ...readinessNames.map((name) => `part.${name}`),
    ...Object.keys(readinessFindings).map((code) => `away.${code}`),
    ...loopNames.map((name) => `loop.${name}`),
    ...Object.keys(fieldCodes).map((code) => `rule.${code}`),
    ...storyClocks.map((clock) => `clock.${clock}`),
    ...storyKinds.map((kind) => `story.${kind}`),
    ...outcomeGroups.flatMap((group) => [`outcome.${group}`, `outcome.${group}-means`]),
    ...askedActs.flatMap((act) => ['name', 'title', 'will', 'go', 'done'].map((part) => `act.${act}.${part}`)),
    ...saleConditions.map((condition) => `act.not-when.${condition}`),
    ...salePages.map((page) => `page.${page}`),
    ...previewMoments.map((moment) => `preview.${moment}`),
  ];
  for (const key of keys) assert.ok(Object.hasOwn(english, key), `${key} is missing`);
});

test('every number that the board shows has its meaning', () => {
  const named = Object.keys(english).filter((key) =>
    /^(stock|latency|queue|payments|asks)\.(left|held|paid|returned|gate|ledger|difference|p\d+|title)$/.test(key),
  );
  for (const key of named) {
    // The title of the stock is a sentence, its numbers have their own.
    if (key !== 'stock.title') assert.ok(Object.hasOwn(english, `${key}-means`), `${key} has no meaning`);
  }
});

test('every sentence is said somewhere', () => {
  const folder = new URL('..', import.meta.url);
  const files = globSync('{*,features/**/*,pages/*,parts/*}.{ts,vue}', { cwd: folder, exclude: ['**/*.test.ts'] });
  const code = files.map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n');
  const madeOfParts =
    /^(phase|status|refused|role|clock|problem|rule|found|remedy|loop|part|away|undone|logged|change|event|action|outcome|preflight|preview|page|story|letter|latency|nav|report)\.|^act\.[\w-]+\.(name|title|will|will-early|go|done|units)$|^act\.not-when\.|^stock\.(left|held|paid|returned|gate|ledger)(-means)?$|^source\.(api|worker|gateway|queue)$|^delivery\.(pending|delivered|failed)$|^operators\.(enabled|disabled)$|^chore\.(bad|warn)$|^audit\.\w+-line$/;
  const unsaid = Object.keys(english).filter((key) => !madeOfParts.test(key) && !code.includes(`'${key}'`));
  assert.deepEqual(unsaid, []);
});
