import { cliFailure } from '../failures.ts';
import type { GlobalOptions } from '../global-options.ts';
import type { Environment } from '../shell.ts';
import { dataDirOf, readSecretsFile, readServerFile } from './data-folder.ts';

/** The server's address: `--url`, else PENSTOCK_URL, else what a server on the data folder wrote down. */
export function baseUrlOf(options: GlobalOptions, env: Environment): string {
  const given = options.url || env.PENSTOCK_URL;
  if (given) return checkedUrl(given, options.url ? '--url' : 'PENSTOCK_URL');
  const dataDir = dataDirOf(options, env);
  const file = readServerFile(dataDir);
  if (file !== undefined) return checkedUrl(file.url, 'server.json');
  throw cliFailure('SERVER_UNREACHABLE', {
    why: `No server runs on the data folder ${dataDir}: it has no server.json.`,
    next: 'Start one with `npm start` or `penstock serve`, or say where it is with --url or --data-dir.',
  });
}

/** The operators' token: `--admin-token`, else PENSTOCK_ADMIN_TOKEN, else what demo mode made. */
export function adminTokenOf(options: GlobalOptions, env: Environment): string {
  const dataDir = dataDirOf(options, env);
  const token = options.adminToken || env.PENSTOCK_ADMIN_TOKEN || readSecretsFile(dataDir).PENSTOCK_ADMIN_TOKEN;
  if (typeof token === 'string' && token !== '') return token;
  throw cliFailure('SECRET_MISSING', {
    why: `This needs the operators’ token, and ${dataDir} has no secrets.json with one.`,
    next: 'Set PENSTOCK_ADMIN_TOKEN to the token that the server has, or say the server’s data folder with --data-dir.',
  });
}

function checkedUrl(text: string, source: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text.replace(/\/+$/, '');
  throw cliFailure('OPTION_INVALID', {
    why: `${source} is "${text}", which is not an http or https address.`,
    next: 'Write it as http://127.0.0.1:3000.',
  });
}
