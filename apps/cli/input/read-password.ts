import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { CliFailure } from '../failures.ts';
import { cliFailure } from '../failures.ts';
import type { Shell } from '../shell.ts';

/**
 * Reads a new password: at a terminal twice and without showing it, else as the first line of standard input. It is
 * never an argument, which every process of the machine could read. Throws OPTION_INVALID.
 */
export async function readPassword({ stdin, stderr }: Pick<Shell, 'stdin' | 'stderr'>, name: string): Promise<string> {
  if (stdin.isTTY !== true) return firstLine(stdin);
  // What is typed is written nowhere. One reader for both times: what is pasted may have two lines.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: nowhere, terminal: true });
  lines.once('SIGINT', () => lines.close());
  const typed = lines[Symbol.asyncIterator]();
  const ask = async (prompt: string): Promise<string> => {
    stderr.write(prompt);
    const { value = '', done } = await typed.next();
    stderr.write('\n');
    if (done === true || value === '') throw noPassword();
    return value;
  };
  try {
    const password = await ask(`New password of ${name}: `);
    if ((await ask('The same again: ')) === password) return password;
  } finally {
    lines.close();
  }
  throw cliFailure('OPTION_INVALID', { why: 'The two passwords differ.', next: 'Type the same one twice.' });
}

async function firstLine(stdin: Shell['stdin']): Promise<string> {
  const lines = createInterface({ input: stdin });
  for await (const line of lines) {
    lines.close();
    if (line !== '') return line;
  }
  throw noPassword();
}

function noPassword(): CliFailure {
  return cliFailure('OPTION_INVALID', {
    why: 'No password was given.',
    next: 'Type it at a terminal, or send it as the first line of standard input.',
  });
}
