import { randomBytes, randomInt } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '@penstock/core';
import type { Environment } from './settings.ts';

const secretNames = [
  'PENSTOCK_SECRET',
  'PENSTOCK_ADMIN_TOKEN',
  'PENSTOCK_BUYER_SECRET',
  'PENSTOCK_PAYMENT_WEBHOOK_SECRET',
  'PENSTOCK_WEBHOOK_SECRET',
  'PENSTOCK_DEMO_PASSWORD',
] as const;

/** Only the owner may read it: the command line and the rush find the demo's secrets there. */
const fileMode = 0o600;
const secretBytes = 32;

/**
 * The environment with the demo's secrets filled in where it names none. They are made once and kept in the data
 * folder, so that tokens and order ids stay good over a restart. Throws SETTING_INVALID when the file is not readable.
 */
export function withDemoSecrets(env: Environment, dataDir: string): Environment {
  const file = join(dataDir, 'secrets.json');
  mkdirSync(dataDir, { recursive: true });
  const kept = readSecrets(file);
  const secrets = Object.fromEntries(secretNames.map((name) => [name, kept[name] ?? newSecret(name)]));
  if (secretNames.some((name) => kept[name] === undefined)) {
    writeFileSync(file, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: fileMode });
    chmodSync(file, fileMode);
  }
  return { ...secrets, ...Object.fromEntries(Object.entries(env).filter(([, value]) => value)) };
}

// Standard Webhooks wants its secrets as base64 behind `whsec_`; a password is typed by a person.
function newSecret(name: string): string {
  if (name.endsWith('PASSWORD')) return newPassword();
  const bytes = randomBytes(secretBytes);
  return name.endsWith('WEBHOOK_SECRET') ? `whsec_${bytes.toString('base64')}` : bytes.toString('hex');
}

/** No two of them look alike. */
const passwordLetters = 'abcdefghjkmnpqrstuvwxyz23456789';
const passwordLettersCount = 16;

/** `k3fp-9x2m-bq7t-wd5a`: 79 bits. */
function newPassword(): string {
  const letters = Array.from({ length: passwordLettersCount }, () =>
    passwordLetters.charAt(randomInt(passwordLetters.length)),
  );
  return letters.join('').replaceAll(/(.{4})(?=.)/g, '$1-');
}

function readSecrets(file: string): Record<string, string | undefined> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw failure('SETTING_INVALID', { detail: `${file} cannot be read.`, cause });
  }
  try {
    return JSON.parse(text) as Record<string, string>;
  } catch (cause) {
    throw failure('SETTING_INVALID', { detail: `${file} is not JSON; move it away to have new secrets made.`, cause });
  }
}
