import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvText } from './csv.ts';

test('quotes, commas and lines stay in their cell', () => {
  assert.equal(
    csvText([
      ['a', 'b'],
      ['say "x"', 'one, two'],
      ['two\nlines', ''],
    ]),
    '\ufeffa,b\r\n"say ""x""","one, two"\r\n"two\nlines",\r\n',
  );
});

test('no cell becomes a formula', () => {
  for (const text of ['=1+1', '+1', '-1', '@x', '\tx']) assert.equal(csvText([[text]]), `\ufeff'${text}\r\n`);
});
