#!/usr/bin/env node
/** The command line `penstock`, on whatever Node it is started with: it goes on with apps/cli/main.ts on Node 26. */
import { buildIfOld } from '../tools/build-web.js';
import { launch } from '../tools/launch.js';

const args = process.argv.slice(2);
await launch('apps/cli/main.ts', args, {
  withDev: false,
  // The demo is for looking at, so its pages are made on the way; a server in earnest serves what was built for it.
  prepare: () => args.includes('serve') && args.includes('--demo') && buildIfOld(),
});
