/** `node apps/cli/documentation/write-cli-page.ts`: writes `docs/cli.md` anew from the command line's definitions. */
import { writeFileSync } from 'node:fs';
import { cliPage } from './cli-page.ts';

writeFileSync(new URL('../../../docs/cli.md', import.meta.url), cliPage());
