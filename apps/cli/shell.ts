import type { ReadStream, WriteStream } from 'node:tty';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where text goes: a terminal, a file or a pipe. */
export type Sink = NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>;

/** Where text comes from. */
export type Source = NodeJS.ReadableStream & Partial<Pick<ReadStream, 'isTTY'>>;

/** What a command knows of the world around it. */
export type Shell = {
  readonly env: Environment;
  readonly stdin: Source;
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** The time in ms since 1970 by this machine's clock. */
  readonly nowMs: () => number;
  /** A clock that only goes forwards, in ms: for what is counted between two moments. */
  readonly monotonicMs: () => number;
};

/** Whether text to a sink is coloured: only on a terminal, and never when NO_COLOR is set. */
export function isColoured(shell: Shell, sink: Sink): boolean {
  return sink.isTTY === true && !shell.env.NO_COLOR && shell.env.TERM !== 'dumb';
}
