/** `node tools/write-problem-pages.ts`: writes `docs/problems` anew from the contract's registry. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { problemPages } from './problem-page.ts';

const folder = fileURLToPath(new URL('../docs/problems', import.meta.url));

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, text] of problemPages()) writeFileSync(join(folder, name), text);
