import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import type { Page } from '@penstock/core';
import { csvLine } from './csv.ts';
import { begunStream, csvRows, jsonLines, pagesOf } from './export-rows.ts';

type Row = { readonly id: number; readonly name?: string };

/** Pages of three rows up to `count`, and how many were read so far. */
function source(count: number, failAfter = Number.POSITIVE_INFINITY) {
  let reads = 0;
  const read = async (after: number | undefined): Promise<Page<Row, number>> => {
    reads += 1;
    const first = (after ?? 0) + 1;
    if (first > failAfter) throw new Error('the ledger went away');
    const rows = Array.from({ length: Math.max(0, Math.min(3, count - first + 1)) }, (_, index) => ({
      id: first + index,
    }));
    const last = first + rows.length - 1;
    return { rows, next: last < count ? last : undefined };
  };
  return { pages: () => pagesOf(read), reads: () => reads };
}

test('every row is exported once, as lines of JSON', async () => {
  const lines = await text(await begunStream(jsonLines(source(7).pages(), (row) => row)));
  assert.deepEqual(
    lines
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).id),
    [1, 2, 3, 4, 5, 6, 7],
  );
});

test('an empty export is empty, and as CSV it has its head', async () => {
  assert.equal(await text(await begunStream(jsonLines(source(0).pages(), (row) => row))), '');
  assert.equal(await text(await begunStream(csvRows(source(0).pages(), ['id', 'name'], (row) => row))), 'id,name\r\n');
});

test('CSV has a line a row, and an empty cell for what is missing', async () => {
  assert.equal(
    await text(await begunStream(csvRows(source(2).pages(), ['name', 'id'], (row) => row))),
    'name,id\r\n,1\r\n,2\r\n',
  );
});

test('pages are read only as they are taken', async () => {
  const { pages, reads } = source(3_000);
  const stream = await begunStream(jsonLines(pages(), (row) => row));
  const iterator = stream[Symbol.asyncIterator]();
  await iterator.next();
  assert.ok(reads() <= 4, `${reads()} pages were read for one that was taken`);
  stream.destroy();
});

test('a failure before the first row is thrown, a later one breaks the stream', async () => {
  await assert.rejects(begunStream(jsonLines(source(9, 0).pages(), (row) => row)), /went away/);
  const stream = await begunStream(jsonLines(source(9, 3).pages(), (row) => row));
  await assert.rejects(text(stream), /went away/);
});

test('cells are quoted, and nothing in them is run by a spreadsheet', () => {
  const cell = (value: string | number | undefined) => csvLine([value]).slice(0, -2);
  assert.equal(cell('plain'), 'plain');
  assert.equal(cell('a,b'), '"a,b"');
  assert.equal(cell('say "hi"'), '"say ""hi"""');
  assert.equal(cell('two\nlines'), '"two\nlines"');
  assert.equal(cell('=1+1'), "'=1+1");
  assert.equal(cell('@SUM(A1),"x"'), '"\'@SUM(A1),""x"""');
  for (const start of ['+', '-', '\t']) assert.equal(cell(`${start}x`), `'${start}x`);
  assert.equal(cell('\rx'), '"\'\rx"');
  assert.equal(cell(-5), '-5');
  assert.equal(cell(undefined), '');
});
