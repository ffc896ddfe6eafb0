// Which server, and with which secrets: a flag, else the environment, else what a local server left in its data folder.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { rushFailure } from '../failures.ts';
import type { Endpoint } from '../http/connection.ts';

export type Target = {
  /** Scheme, host and port; no path. */
  readonly url: string;
  readonly endpoint: Endpoint;
  /** What the `Host` header says. */
  readonly host: string;
  readonly buyerSecret: string;
  readonly buyerAudience: string | undefined;
  /** Without it no sale can be made and the books cannot be read. */
  readonly adminToken: string | undefined;
};

export type TargetFlags = {
  readonly url: string | undefined;
  readonly dataDir: string | undefined;
  readonly adminToken: string | undefined;
  readonly buyerSecret: string | undefined;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** Throws OPTION_INVALID for an address that is none, SECRET_MISSING, SERVER_UNREACHABLE when no address is known. */
export async function resolveTarget(flags: TargetFlags, environment: Environment): Promise<Target> {
  const dataDir = flags.dataDir ?? environment.PENSTOCK_DATA_DIR ?? './data';
  const secrets = await readJsonFile(path.join(dataDir, 'secrets.json'));
  const url =
    flags.url ?? environment.PENSTOCK_URL ?? textOf(await readJsonFile(path.join(dataDir, 'server.json')), 'url');
  if (url === undefined)
    throw rushFailure(
      'SERVER_UNREACHABLE',
      `No server runs on ${dataDir}: start one (npm start), or name one with --url.`,
    );
  const buyerSecret =
    flags.buyerSecret ?? environment.PENSTOCK_BUYER_SECRET ?? textOf(secrets, 'PENSTOCK_BUYER_SECRET');
  if (buyerSecret === undefined)
    throw rushFailure(
      'SECRET_MISSING',
      `The crowd needs the buyers' secret for its tokens: set PENSTOCK_BUYER_SECRET, or point --data-dir at the server's folder.`,
    );
  const adminToken = flags.adminToken ?? environment.PENSTOCK_ADMIN_TOKEN ?? textOf(secrets, 'PENSTOCK_ADMIN_TOKEN');
  return { ...readUrl(url), buyerSecret, buyerAudience: environment.PENSTOCK_BUYER_AUDIENCE, adminToken };
}

function readUrl(text: string): Pick<Target, 'url' | 'endpoint' | 'host'> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '')
    throw rushFailure('OPTION_INVALID', `${JSON.stringify(text)} is not an http:// or https:// address.`);
  const isTls = url.protocol === 'https:';
  return {
    url: url.origin,
    host: url.host,
    endpoint: {
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port === '' ? (isTls ? 443 : 80) : Number(url.port),
      isTls,
    },
  };
}

async function readJsonFile(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch {
    // No file, or one half written: what it would have said is then asked for by name.
    return undefined;
  }
}

function textOf(record: unknown, name: string): string | undefined {
  const value = (record as Readonly<Record<string, unknown>> | undefined)?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
