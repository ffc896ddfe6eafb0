/** Runs test files, each in a process of its own, and reports each file as it ends. */
import { once } from 'node:events';
import { run } from 'node:test';
import type { FileResult, TestEnd } from './file-result.ts';
import { fileResult } from './file-result.ts';

/** In milliseconds: the slowest test (kills) takes 3 minutes, and took 12 on a slow day; one that hangs must not hold CI for ever. */
const TEST_TIMEOUT_MS = 25 * 60_000;
/** In milliseconds, for `npm run test:slow`, whose tests may take most of an hour. */
const SLOW_TEST_TIMEOUT_MS = 60 * 60_000;

const END_OF_FILE = import.meta.resolve('./end-of-file.ts');

/** A zone that is neither UTC nor whole hours away from it: a local time taken for an instant shows. */
const TEST_TIME_ZONE = 'Asia/Kolkata';

interface RunOptions {
  /** How many files run at a time. */
  readonly concurrency: number;
  readonly isSlow: boolean;
  /** Aborting it ends the test processes. */
  readonly signal: AbortSignal;
  readonly onFileEnd: (result: FileResult) => void;
}

/**
 * @param files absolute paths
 * @returns one result a file, complete with what it printed: some of that arrives after `onFileEnd`
 */
export async function runTests(files: readonly string[], options: RunOptions): Promise<readonly FileResult[]> {
  const results = new Map(files.map((file) => [file, fileResult(file)]));
  const resultOf = (at: { readonly entryFile?: string; readonly file?: string }): FileResult | undefined =>
    results.get(at.entryFile ?? at.file ?? '');
  const events = run({
    files,
    concurrency: options.concurrency,
    timeout: options.isSlow ? SLOW_TEST_TIMEOUT_MS : TEST_TIMEOUT_MS,
    signal: options.signal,
    execArgv: ['--import', END_OF_FILE],
    env: { ...process.env, TZ: TEST_TIME_ZONE },
  });
  events.on('test:stdout', (data) => resultOf(data)?.addOutput(data.message));
  events.on('test:stderr', (data) => resultOf(data)?.addOutput(data.message));
  events.on('test:diagnostic', (data) => resultOf(data)?.addOutput(`${data.message}\n`));
  events.on('test:dequeue', (data) => resultOf(data)?.startTest(data));
  // Not test:pass and test:fail: these are held back until the files before have ended.
  events.on('test:complete', (data: TestEnd) => {
    const result = resultOf(data);
    result?.endTest(data);
    if (result?.isEnded()) options.onFileEnd(result);
  });
  events.resume();
  await once(events, 'end');
  for (const result of results.values()) result.close();
  return [...results.values()];
}
