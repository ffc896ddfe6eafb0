/**
 * `npm test [-- substring ...]`: runs all test files, or those whose path contains a substring, suite by suite, and
 * ends with the line `N passed, N failed`. Exit code 1 when a test failed or none was run.
 *
 * `--unit` runs the unit suite alone. `--slow` runs the files that end in `.slow.test.ts` instead. `--second-try prefix`
 * runs a file that failed, and whose path starts with this, once more with nothing beside it: the second run counts, and
 * the last lines name the file. With PENSTOCK_TEST_CLUSTER=required, a suite that cannot run for want of a server of the
 * operating system is a failure; without it, it is named and left out.
 */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, styleText } from 'node:util';
import { buildIfOld } from './build-web.js';
import { missingBinaries } from './cluster-suites.ts';
import type { FileResult } from './file-result.ts';
import { runTests } from './run-tests.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Suite {
  readonly name: string;
  readonly has: (file: string) => boolean;
  /** How many files run at a time, on the two cores that a test machine is expected to have. */
  readonly concurrency: number;
}

const folders = ['packages', 'apps', 'tools', 'bench', 'simulator', 'test'];

/** What starts whole servers or plays ten thousand rounds; some of it lies beside what it tests. */
const isOfSystem = (file: string): boolean => file.startsWith('test/') || file.endsWith('.system.test.ts');

const suites: readonly Suite[] = [
  { name: 'unit', has: (file) => !isOfSystem(file), concurrency: 2 },
  { name: 'system', has: isOfSystem, concurrency: 2 },
];

const { values, positionals } = parseArgs({
  options: {
    slow: { type: 'boolean', default: false },
    unit: { type: 'boolean', default: false },
    'second-try': { type: 'string' },
  },
  allowPositionals: true,
});
process.chdir(root);
process.exitCode = await main();

async function main(): Promise<number> {
  const signal = abortOnStopSignals();
  const total = { passed: 0, failed: 0, skipped: 0 };
  const notRun: string[] = [];
  const unsteady: string[] = [];
  for (const suite of suites) {
    if (values.unit && suite.name !== 'unit') continue;
    const files = testFiles(suite);
    const runnable = files.filter((file) => missingBinaries(file).length === 0);
    notRun.push(...files.filter((file) => !runnable.includes(file)));
    if (runnable.length === 0 || signal.aborted) continue;
    // Once and before all: pages that one file's server builds are missing to another's for a moment.
    if (suite.name === 'system') buildIfOld();
    console.log(styleText('bold', `\n${suite.name}: ${runnable.length} files`));
    const results = await runFiles(runnable, suite.concurrency, signal);
    const failed = runnable.filter((file) => isTriedTwice(file) && results.get(file)?.hasFailed());
    if (failed.length > 0 && !signal.aborted) {
      console.log(styleText('bold', `\nonce more, alone: ${failed.length} files`));
      for (const [file, result] of await runFiles(failed, 1, signal)) {
        results.set(file, result);
        if (!result.hasFailed()) unsteady.push(file);
      }
    }
    for (const result of results.values()) {
      const counts = result.counts();
      total.passed += counts.passed;
      total.failed += counts.failed;
      total.skipped += counts.skipped;
    }
  }
  total.failed += reportNotRun(notRun);
  reportUnsteady(unsteady);
  if (total.passed + total.failed === 0) console.log('\nNo test was run.');
  const skipped = total.skipped === 0 ? '' : `, ${total.skipped} skipped`;
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

/** Runs these files, and shows each as it ends and what it printed when all have. */
async function runFiles(
  files: readonly string[],
  concurrency: number,
  signal: AbortSignal,
): Promise<Map<string, FileResult>> {
  const results = await runTests(
    files.map((file) => join(root, file)),
    { concurrency, isSlow: values.slow, signal, onFileEnd: (result) => console.log(result.line()) },
  );
  for (const details of results.map((result) => result.details())) if (details !== '') console.log(details);
  return new Map(results.map((result, at) => [files[at] ?? '', result]));
}

function isTriedTwice(file: string): boolean {
  const prefix = values['second-try'];
  return prefix !== undefined && file.startsWith(prefix);
}

function reportUnsteady(files: readonly string[]): void {
  if (files.length === 0) return;
  console.log(
    styleText('yellow', `\nUNSTEADY, failed at first and passed alone (${files.length} files): a fault to find.`),
  );
  for (const file of files) console.log(styleText('yellow', `  ${file}`));
}

function testFiles(suite: Suite): readonly string[] {
  return folders
    .flatMap((folder) => globSync(`${folder}/**/*.test.ts`, { exclude: ['**/node_modules/**', '**/dist/**'] }))
    .filter(suite.has)
    .filter((file) => file.endsWith('.slow.test.ts') === values.slow)
    .filter((file) => positionals.length === 0 || positionals.some((part) => file.includes(part)))
    .sort();
}

/** @returns how many of these files count as failed */
function reportNotRun(files: readonly string[]): number {
  if (files.length === 0) return 0;
  const isRequired = process.env.PENSTOCK_TEST_CLUSTER === 'required';
  const colour = isRequired ? 'red' : 'yellow';
  console.log(styleText(colour, `\nNOT RUN, because this machine lacks what they need (${files.length} files):`));
  for (const file of files) console.log(styleText(colour, `  ${file}  needs ${missingBinaries(file).join(', ')}`));
  console.log(
    isRequired ? 'PENSTOCK_TEST_CLUSTER=required makes each a failure.' : 'See CONTRIBUTING.md for what to install.',
  );
  return isRequired ? files.length : 0;
}

/** Ctrl-C and SIGTERM end the test processes too; their tests are then reported as failed. */
function abortOnStopSignals(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => controller.abort());
  return controller.signal;
}
