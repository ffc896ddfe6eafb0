import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reminderFile } from './reminder.ts';

const file = reminderFile({
  saleId: 'phone',
  title: '手机, 黑色; 128 GB \\ 限量发售，每人限购一件，先到先得，以服务器时间为准',
  url: 'https://shop.example/sales/phone',
  opensAtMs: Date.parse('2026-11-28T12:00:00.000Z'),
  nowMs: Date.parse('2026-11-22T07:00:00.000Z'),
});

test('the file says when, what and where, with an alarm', () => {
  const text = file.replaceAll('\r\n ', '');
  for (const line of [
    'BEGIN:VCALENDAR',
    'DTSTAMP:20261122T070000Z',
    'DTSTART:20261128T120000Z',
    'SUMMARY:手机\\, 黑色\\; 128 GB \\\\ 限量发售，每人限购一件，先到先得，以服务器时间为准',
    'URL:https://shop.example/sales/phone',
    'TRIGGER:-PT5M',
  ]) {
    assert.ok(text.split('\r\n').includes(line), `${line} is missing in\n${text}`);
  }
});

test('no line has more than 75 bytes', () => {
  for (const line of file.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
});
