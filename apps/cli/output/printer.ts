import { once } from 'node:events';
import pc from 'picocolors';
import type { GlobalOptions } from '../global-options.ts';
import { terminalWidthDefault } from '../limits.ts';
import type { Shell } from '../shell.ts';
import { isColoured } from '../shell.ts';

/** Where a command writes its answer. */
export type Printer = {
  readonly isJson: boolean;
  readonly isTerminal: boolean;
  readonly width: number;
  /** Colours, which are plain functions that do nothing where there are none. */
  readonly paint: ReturnType<typeof pc.createColors>;
  /** Writes lines for people. */
  lines(...texts: readonly string[]): void;
  /** Writes the one JSON value of a command. */
  json(value: unknown): void;
  /** Writes a part of a long answer, and waits while the reader is slower. */
  part(text: string): Promise<void>;
};

/** Makes the printer of standard output. */
export function createPrinter(shell: Shell, globals: GlobalOptions): Printer {
  const { stdout } = shell;
  return {
    isJson: globals.json === true,
    isTerminal: stdout.isTTY === true,
    // A terminal that does not know its width says 0.
    width: stdout.columns || terminalWidthDefault,
    paint: pc.createColors(globals.color !== false && isColoured(shell, stdout)),
    lines: (...texts) => {
      stdout.write(texts.map((text) => `${text}\n`).join(''));
    },
    json: (value) => {
      stdout.write(`${JSON.stringify(value, undefined, stdout.isTTY === true ? 2 : undefined)}\n`);
    },
    part: async (text) => {
      if (!stdout.write(text)) await once(stdout, 'drain');
    },
  };
}
