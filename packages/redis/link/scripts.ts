import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

export const scriptNames = [
  'hold',
  'release',
  'paid',
  'settle',
  'add',
  'withdraw',
  'undo-withdrawal',
  'set-rules',
  'fence',
  'load',
  'arm',
  'pulse',
  'follow',
  'snapshot',
] as const;

export type ScriptName = (typeof scriptNames)[number];

export type Script = { readonly name: ScriptName; readonly source: string; readonly sha: string };

export type Scripts = Readonly<Record<ScriptName, Script>>;

const folder = new URL('../lua/', import.meta.url);
const includeLine = /^--@include (\S+)$/gm;

/** Reads every script, with the shared parts that it names put in. `edit` lets a test switch a safeguard off. */
export function readScripts(edit: (name: ScriptName, source: string) => string = (_, source) => source): Scripts {
  const entries = scriptNames.map((name) => {
    const source = edit(
      name,
      read(`${name}.lua`).replace(includeLine, (_, part: string) => read(`shared/${part}.lua`)),
    );
    return [name, { name, source, sha: createHash('sha1').update(source).digest('hex') }] as const;
  });
  return Object.fromEntries(entries) as Scripts;
}

function read(path: string): string {
  return readFileSync(new URL(path, folder), 'utf8');
}
