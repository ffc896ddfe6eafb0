import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillText } from './fill-text.ts';
import { formatInstant, formatLeft, formatMoney, formatSpan } from './format.ts';

const opensAtMs = Date.parse('2026-11-28T12:00:00.000Z');

test('money is written from minor units, with as many digits as the currency has', () => {
  assert.equal(formatMoney(990, 'CNY', 'en'), '¥9.90');
  assert.equal(formatMoney(990, 'CNY', 'zh'), '¥9.90');
  assert.equal(formatMoney(990, 'JPY', 'en'), '¥990');
  assert.equal(formatMoney(1_234_500, 'KWD', 'en'), 'KWD\u00a01,234.500');
});

test('what is left: the second that has begun counts', () => {
  const cases: readonly (readonly [leftMs: number, text: string])[] = [
    [-5, '00:00'],
    [0, '00:00'],
    [1, '00:01'],
    [1_000, '00:01'],
    [581_000, '09:41'],
    [3_600_000, '1:00:00'],
    [86_399_000, '23:59:59'],
    [90_061_000, '1d 01:01:01'],
  ];
  for (const [leftMs, text] of cases) assert.equal(formatLeft(leftMs, 'en'), text);
});

test('days are said in the page’s language', () => {
  assert.equal(formatLeft(9 * 86_400_000, 'zh-CN'), '9天 00:00:00');
});

test('instants name their zone', () => {
  assert.equal(formatInstant(opensAtMs, 'en', 'Asia/Shanghai'), 'Sat 28 Nov, 20:00 GMT+8');
  assert.match(formatInstant(opensAtMs, 'zh', 'Asia/Shanghai'), /11月28日.*周六.*20:00/);
  assert.match(formatInstant(opensAtMs, 'en', 'Asia/Kolkata'), /17:30 GMT\+5:30/);
});

test('spans are said in their largest unit', () => {
  assert.equal(formatSpan(1_800_000, 'en'), '30 minutes');
  assert.equal(formatSpan(1_000, 'en'), '1 second');
  assert.equal(formatSpan(3 * 86_400_000, 'zh'), '3天');
});

test('plurals follow the language', () => {
  const text = { one: '{count} unit', other: '{count} units' };
  assert.equal(fillText(text, { count: 1 }, 'en'), '1 unit');
  assert.equal(fillText(text, { count: 2 }, 'en'), '2 units');
  assert.equal(fillText({ other: '{count} 件' }, { count: 1 }, 'zh'), '1 件');
  assert.equal(fillText('left: {left}, {other}', { left: 3 }, 'en'), 'left: 3, {other}');
});
