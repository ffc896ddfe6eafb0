// Cuts a stream of bytes into lines, and lines into JSON.
import { lineLengthMax } from './limits.ts';

const lineEnd = /\r\n|\r|\n/g;

/** The lines of a body, without their ends (LF, CR or CRLF). A line longer than the limit throws a RangeError. */
export async function* linesOf(body: ReadableStream<Uint8Array>, onBytes?: () => void): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      onBytes?.();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const { lines, tail } = cut(rest, done);
      rest = tail;
      yield* lines;
      if (rest.length > lineLengthMax) throw new RangeError(`a line is longer than ${lineLengthMax} characters`);
      if (done) {
        if (rest !== '') yield rest;
        return;
      }
    }
  } finally {
    await reader.cancel();
  }
}

// A CR at the very end may be the first half of a CRLF whose LF is still on its way, so it waits.
function cut(text: string, isWhole: boolean): { readonly lines: readonly string[]; readonly tail: string } {
  const lines: string[] = [];
  let start = 0;
  for (const match of text.matchAll(lineEnd)) {
    if (!isWhole && match[0] === '\r' && match.index === text.length - 1) break;
    lines.push(text.slice(start, match.index));
    start = match.index + match[0].length;
  }
  return { lines, tail: text.slice(start) };
}

/** The rows of an answer in lines of JSON (`application/x-ndjson`), one at a time. */
export async function* jsonLinesOf<Row>(response: Response): AsyncGenerator<Row> {
  if (response.body === null) return;
  for await (const line of linesOf(response.body)) {
    if (line !== '') yield JSON.parse(line) as Row;
  }
}
