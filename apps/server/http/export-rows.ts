import { Readable } from 'node:stream';
import type { Page } from '@penstock/core';
import { csvLine } from './csv.ts';

/** Reads one page after another; a page is read when the one before was taken, so that memory holds one. */
export async function* pagesOf<Row, Cursor>(
  read: (after: Cursor | undefined) => Promise<Page<Row, Cursor>>,
): AsyncGenerator<readonly Row[]> {
  let after: Cursor | undefined;
  do {
    const page = await read(after);
    yield page.rows;
    after = page.next;
  } while (after !== undefined);
}

/** Pages as lines of JSON. */
export async function* jsonLines<Row>(
  pages: AsyncIterable<readonly Row[]>,
  jsonOf: (row: Row) => object,
): AsyncGenerator<string> {
  for await (const rows of pages) yield rows.map((row) => `${JSON.stringify(jsonOf(row))}\n`).join('');
}

/** Pages as CSV with a head line. */
export async function* csvRows<Row, Column extends string>(
  pages: AsyncIterable<readonly Row[]>,
  columns: readonly Column[],
  cellsOf: (row: Row) => { readonly [column in Column]?: string | number },
): AsyncGenerator<string> {
  yield csvLine(columns);
  for await (const rows of pages) {
    const lines = rows.map((row) => {
      const cells = cellsOf(row);
      return csvLine(columns.map((column) => cells[column]));
    });
    yield lines.join('');
  }
}

/**
 * A stream of texts that has begun: a failure before the first text is thrown here and can still be answered as a
 * problem. A later one breaks the connection, so that half an export never looks like a whole one.
 */
export async function begunStream(texts: AsyncGenerator<string>): Promise<Readable> {
  const first = await texts.next();
  return Readable.from(
    (async function* () {
      if (first.done !== true) yield first.value;
      yield* texts;
    })(),
    // One text ahead is enough: each is a page.
    { highWaterMark: 1 },
  );
}
