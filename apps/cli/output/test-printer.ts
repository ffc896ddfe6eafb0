// A printer into memory, for tests of what people and programs read.
import { Readable, Writable } from 'node:stream';
import type { GlobalOptions } from '../global-options.ts';
import { createPrinter } from './printer.ts';

/** A printer and what it has written so far. Colours are off, so that examples show letters only. */
export function createTestPrinter(
  about: { readonly isTerminal: boolean; readonly width?: number },
  globals: GlobalOptions = {},
) {
  let written = '';
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      written += String(chunk);
      done();
    },
  });
  const stdout = Object.assign(sink, { isTTY: about.isTerminal, columns: about.width ?? 80 });
  const stdin = Readable.from([]);
  const shell = { env: { NO_COLOR: '1' }, stdin, stdout, stderr: stdout, nowMs: () => 0, monotonicMs: () => 0 };
  return { printer: createPrinter(shell, globals), shell, written: () => written };
}
