import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseInstant } from '@penstock/contract';
import { localText, readLocal, zonedText } from './local-time.ts';

const zones = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia'];

test('a local time is read as the server reads it, on every day of two years in every kind of zone', () => {
  const startMs = Date.UTC(2026, 0, 1, 0, 30);
  for (const zone of zones) {
    for (let day = 0; day < 730; day += 1) {
      const atMs = startMs + day * 86_400_000 + (day % 24) * 3_600_000;
      const text = localText(atMs, zone);
      const server = parseInstant(zonedText(text, zone));
      // Twice in a year a time is shown twice: the server refuses it, and this side may name either.
      if (server.ok) assert.equal(readLocal(text, zone), server.epochMs, `${text} in ${zone}`);
    }
  }
});

test('a time without seconds is on the minute; what clocks skip or nobody can read is no time', () => {
  assert.equal(readLocal('2026-11-22T15:00', 'Asia/Shanghai'), Date.parse('2026-11-22T07:00:00.000Z'));
  assert.equal(readLocal('2026-03-08T02:30:00', 'America/New_York'), undefined);
  for (const text of ['', 'soon', '2026-13-01T00:00', '2026-02-30T00:00:00']) {
    assert.equal(readLocal(text, 'UTC'), undefined, text);
  }
});
