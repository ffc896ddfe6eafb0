/** Runs one of the repository's own TypeScript tools: `node tools/run.js tools/test.ts [its arguments]`. */
import { launch } from './launch.js';

const [entry, ...args] = process.argv.slice(2);
if (entry === undefined) {
  process.stderr.write('Say which file to run: node tools/run.js tools/test.ts\n');
  process.exit(2);
}
await launch(entry, args, { withDev: true });
