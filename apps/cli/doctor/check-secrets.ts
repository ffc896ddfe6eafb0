import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from './check.ts';

/** The bits of a file's mode that let others than its owner in. */
const othersBits = 0o077;

/** Whether only its owner can read the file with the secrets. */
export function checkSecrets(dataDir: string): Finding {
  const check = 'secrets file';
  const file = join(dataDir, 'secrets.json');
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return { check, level: 'ok', text: 'there is none; demo mode makes one, else they are set' };
  const mode = (stats.mode & 0o777).toString(8).padStart(4, '0');
  if ((stats.mode & othersBits) === 0) return { check, level: 'ok', text: `${file} has mode ${mode}` };
  const next = `chmod 600 '${file}', and make new secrets if others used this machine: move the file away and restart.`;
  return { check, level: 'fail', text: `${file} has mode ${mode}: others can read it`, next };
}
