import type { Command } from 'commander';
import { Option } from 'commander';

/** What may be said for every command, before or behind its name. */
export type GlobalOptions = {
  readonly url?: string;
  readonly dataDir?: string;
  readonly adminToken?: string;
  readonly json?: boolean;
  /** False when --no-color is given. */
  readonly color?: boolean;
};

/** Their names, as a command finds them. */
export const globalOptionNames: readonly string[] = ['url', 'dataDir', 'adminToken', 'json', 'color'];

/** Adds the options that every command takes. */
export function addGlobalOptions(program: Command): Command {
  return program
    .addOption(new Option('--url <url>', 'the server; else PENSTOCK_URL, else server.json of the data folder'))
    .addOption(new Option('--data-dir <folder>', 'the data folder; else PENSTOCK_DATA_DIR, else ./data'))
    .addOption(
      new Option(
        '--admin-token <token>',
        'the operators’ token; better in PENSTOCK_ADMIN_TOKEN, since others can see a command’s arguments; else ' +
          'secrets.json of the data folder',
      ),
    )
    .addOption(new Option('--json', 'write JSON for programs; errors are a problem object on standard error'))
    .addOption(new Option('--no-color', 'plain text; so does NO_COLOR'));
}
