import { dataDirOf, readSecretsFile } from '../connect/data-folder.ts';
import type { GlobalOptions } from '../global-options.ts';
import { settingsTable } from '../settings-table.ts';
import type { Environment } from '../shell.ts';

/** A setting in effect; the value of a secret is masked, null where it is not set. */
export type EffectiveSetting = {
  readonly name: string;
  readonly value: string | null;
  readonly source: 'option' | 'environment' | 'secrets.json' | 'default' | 'nothing';
};

const mask = '********';

/** The settings of a server that would be started with these options in this environment. Throws DATA_FILE_INVALID. */
export function effectiveSettings(globals: GlobalOptions, env: Environment): readonly EffectiveSetting[] {
  const dataDir = dataDirOf(globals, env);
  const secrets = readSecretsFile(dataDir);
  return settingsTable.map(({ name, isSecret, default: fallback }) => {
    const shown = (value: string) => (isSecret === true ? mask : value);
    if (name === 'PENSTOCK_DATA_DIR' && globals.dataDir) return { name, value: dataDir, source: 'option' };
    const given = env[name];
    if (given) return { name, value: shown(given), source: 'environment' };
    if (isSecret === true && typeof secrets[name] === 'string') return { name, value: mask, source: 'secrets.json' };
    if (fallback !== undefined) return { name, value: fallback, source: 'default' };
    return { name, value: null, source: 'nothing' };
  });
}
