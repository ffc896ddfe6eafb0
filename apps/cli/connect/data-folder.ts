import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cliFailure } from '../failures.ts';
import type { GlobalOptions } from '../global-options.ts';
import type { Environment } from '../shell.ts';

const dataDirDefault = './data';

/** The data folder as an absolute path: the option, else PENSTOCK_DATA_DIR, else ./data. */
export function dataDirOf(options: GlobalOptions, env: Environment): string {
  return resolve(options.dataDir || env.PENSTOCK_DATA_DIR || dataDirDefault);
}

/** What a running server wrote down about itself; undefined when none runs on this folder. Throws DATA_FILE_INVALID. */
export function readServerFile(dataDir: string): { readonly url: string; readonly pid: number } | undefined {
  const file = join(dataDir, 'server.json');
  const content = readJson(file);
  if (content === undefined) return undefined;
  const { url, pid } = content;
  if (typeof url === 'string' && URL.canParse(url) && typeof pid === 'number') return { url, pid };
  throw cliFailure('DATA_FILE_INVALID', {
    why: `${file} holds no address.`,
    next: 'Remove it when no server runs on this folder, and start the server again.',
  });
}

/** The secrets that demo mode made, by the name of their setting; empty without them. Throws DATA_FILE_INVALID. */
export function readSecretsFile(dataDir: string): Readonly<Record<string, unknown>> {
  return readJson(join(dataDir, 'secrets.json')) ?? {};
}

function readJson(file: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof content === 'object' && content !== null) return content as Record<string, unknown>;
    throw new SyntaxError('it is not an object');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw cliFailure('DATA_FILE_INVALID', {
      why: `${file}: ${message}.`,
      next: 'Run this as the user who owns the data folder, or say the address and token with --url and --admin-token.',
      cause,
    });
  }
}
