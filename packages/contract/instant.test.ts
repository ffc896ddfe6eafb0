import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatInstant, parseInstant, parseInstantOrNextTime } from './instant.ts';

function read(text: string) {
  const reading = parseInstant(text);
  return reading.ok ? formatInstant(reading.epochMs) : reading.fault.message;
}

const same = (text: string, instant: string) => assert.equal(read(text), instant, text);
const refused = (text: string, message: RegExp) => assert.match(read(text), message, text);

test('instants of RFC 3339', () => {
  same('2026-11-22T07:00:00.000Z', '2026-11-22T07:00:00.000Z');
  same('2026-11-22T07:00:00Z', '2026-11-22T07:00:00.000Z');
  same('2026-11-22t07:00:00.5z', '2026-11-22T07:00:00.500Z');
  same('2026-11-22T15:00:00+08:00', '2026-11-22T07:00:00.000Z');
  same('2026-11-22T02:00:00.123-05:00', '2026-11-22T07:00:00.123Z');
  same('2028-02-29T00:00Z', '2028-02-29T00:00:00.000Z');
});

test('local times with a zone', () => {
  same('2026-11-22T15:00:00[Asia/Shanghai]', '2026-11-22T07:00:00.000Z');
  same('2026-11-22T15:00[Asia/Shanghai]', '2026-11-22T07:00:00.000Z');
  same('2026-11-22T15:00:00.250[Asia/Kolkata]', '2026-11-22T09:30:00.250Z');
  same('2026-11-22T15:00:00[UTC]', '2026-11-22T15:00:00.000Z');
  same('2026-11-22T15:00:00+08:00[Asia/Shanghai]', '2026-11-22T07:00:00.000Z');
});

test('a local time that clocks skip or show twice is refused, and an offset decides', () => {
  refused('2026-03-29T02:30:00[Europe/Berlin]', /skip 2026-03-29T02:30:00/);
  refused('2026-10-25T02:30:00[Europe/Berlin]', /twice.*\+02:00\[Europe\/Berlin\].*\+01:00\[Europe\/Berlin\]/);
  same('2026-10-25T02:30:00+02:00[Europe/Berlin]', '2026-10-25T00:30:00.000Z');
  same('2026-10-25T02:30:00+01:00[Europe/Berlin]', '2026-10-25T01:30:00.000Z');
  refused('2026-11-22T15:00:00+09:00[Asia/Shanghai]', /Asia\/Shanghai is not at \+09:00/);
});

test('what is no instant is refused in words', () => {
  refused('', /not an instant/);
  refused('tomorrow', /not an instant.*Write it as/);
  refused('2026-11-22', /not an instant/);
  refused('2026-11-22T15:00:00', /not an instant/);
  refused('2026-11-22T15:00:00.0000001Z', /not an instant/);
  refused('2026-02-30T00:00:00Z', /no such day/);
  refused('2026-02-30T00:00:00[Asia/Shanghai]', /no such day/);
  refused('2026-11-22T24:00:00Z', /no such day/);
  refused('2026-11-22T25:00:00[Asia/Shanghai]', /no such day/);
  refused('2026-11-22T15:00:00[Asia/Atlantis]', /no time zone Asia\/Atlantis/);
  refused('2026-11-22T15:00:00[Asia/Shanghai][u-ca=chinese]', /not an instant/);
});

test('a time alone is the next such time', () => {
  const next = (text: string, now: string) => {
    const reading = parseInstantOrNextTime(text, Date.parse(now));
    return reading.ok ? formatInstant(reading.epochMs) : reading.fault.message;
  };
  assert.equal(next('15:00[Asia/Shanghai]', '2026-11-22T06:59:59Z'), '2026-11-22T07:00:00.000Z');
  assert.equal(next('15:00[Asia/Shanghai]', '2026-11-22T07:00:00Z'), '2026-11-23T07:00:00.000Z');
  // Shanghai is already on the next day.
  assert.equal(next('01:30:15[Asia/Shanghai]', '2026-11-22T17:00:00Z'), '2026-11-22T17:30:15.000Z');
  assert.equal(next('2026-11-22T15:00:00[Asia/Shanghai]', '2026-11-30T00:00:00Z'), '2026-11-22T07:00:00.000Z');
  assert.match(next('02:30[Europe/Berlin]', '2026-03-28T12:00:00Z'), /skip/);
  assert.match(next('15:00[Nowhere]', '2026-03-28T12:00:00Z'), /no time zone/);
  assert.match(next('25:00[Asia/Shanghai]', '2026-03-28T12:00:00Z'), /no such day/);
});
