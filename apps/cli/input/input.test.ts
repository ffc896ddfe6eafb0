import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDelta } from './parse-delta.ts';
import { parseDuration } from './parse-duration.ts';
import { parseMoment } from './parse-moment.ts';
import { parseVariant } from './parse-variant.ts';
import { formatPrice, parsePrice } from './price.ts';
import type { Reading } from './reading.ts';

const shown = <Value>(reading: Reading<Value>) => (reading.ok ? JSON.stringify(reading.value) : reading.message);
const check = <Value>(reading: Reading<Value>, expected: string | RegExp) => {
  if (typeof expected === 'string') assert.equal(shown(reading), expected);
  else assert.match(shown(reading), expected);
};

test('durations', () => {
  check(parseDuration('90s'), '90');
  check(parseDuration('30m'), '1800');
  check(parseDuration('1h30m'), '5400');
  check(parseDuration('2d'), '172800');
  check(parseDuration('0s'), /at least 1s/);
  for (const text of ['', '30', '5m1h', '1.5h', '-1s', '1w', ' 1s']) check(parseDuration(text), /not a duration/);
});

test('moments', () => {
  const nowMs = Date.parse('2026-11-22T06:59:40.000Z');
  const at = (text: string) => {
    const reading = parseMoment(text, nowMs);
    return reading.ok ? new Date(reading.value).toISOString() : reading.message;
  };
  assert.equal(at('+20s'), '2026-11-22T07:00:00.000Z');
  assert.equal(at('+1h30m'), '2026-11-22T08:29:40.000Z');
  assert.equal(at('15:00[Asia/Shanghai]'), '2026-11-22T07:00:00.000Z');
  assert.equal(at('14:00[Asia/Shanghai]'), '2026-11-23T06:00:00.000Z');
  assert.equal(at('2026-11-22T15:00:00[Asia/Shanghai]'), '2026-11-22T07:00:00.000Z');
  assert.equal(at('2026-11-22T08:00:00+01:00'), '2026-11-22T07:00:00.000Z');
  assert.match(at('+soon'), /not a duration: soon/);
  assert.match(at('15:00'), /not an instant.*15:00\[Asia\/Shanghai\]/);
});

test('prices are read and written in the currency’s own digits', () => {
  check(parsePrice('9.90', 'CNY'), '990');
  check(parsePrice('9.9', 'CNY'), '990');
  check(parsePrice('9', 'CNY'), '900');
  check(parsePrice('0', 'CNY'), '0');
  check(parsePrice('0.05', 'CNY'), '5');
  check(parsePrice('990', 'JPY'), '990');
  check(parsePrice('1.234', 'KWD'), '1234');
  check(parsePrice('1.5', 'JPY'), /JPY has 0 digits/);
  check(parsePrice('9.999', 'CNY'), /CNY has 2 digits/);
  check(parsePrice('99999999999', 'CNY'), /more than a unit may cost/);
  for (const text of ['', '-1', '1,50', '1.', '.5', '1e3', '¥1']) check(parsePrice(text, 'CNY'), /not a price/);
  assert.deepEqual(
    [formatPrice(990, 'CNY'), formatPrice(5, 'CNY'), formatPrice(990, 'JPY'), formatPrice(1_234, 'KWD')],
    ['9.90 CNY', '0.05 CNY', '990 JPY', '1.234 KWD'],
  );
});

test('variants', () => {
  check(parseVariant('black:60'), '{"sku":"black","units":60}');
  check(parseVariant('black:60:9.90'), '{"sku":"black","units":60,"price":"9.90"}');
  check(parseVariant('black:60:9.90:Phone: black'), '{"sku":"black","units":60,"price":"9.90","title":"Phone: black"}');
  check(parseVariant('black:60::Phone'), '{"sku":"black","units":60,"title":"Phone"}');
  for (const text of ['', 'black', 'black:', ':60', 'black:0', 'black:-1', 'black:many']) {
    check(parseVariant(text), /not a variant/);
  }
});

test('changes of stock', () => {
  check(parseDelta('+50'), '50');
  check(parseDelta('-5'), '-5');
  for (const text of ['', '5', '+0', '-0', '+-5', '1.5', '+1e3']) check(parseDelta(text), /not a change of stock/);
});
