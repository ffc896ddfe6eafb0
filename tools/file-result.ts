/** What became of one test file, gathered event by event, and how it is shown: as a line, and in full. */
import { relative } from 'node:path';
import { inspect, stripVTControlCharacters, styleText } from 'node:util';

/** In lines: enough for seeds and counts of a file that passed; one that failed shows everything. */
const PASSING_OUTPUT_LINES_MAX = 12;

export interface TestEnd {
  readonly name: string;
  readonly testId: number;
  readonly file?: string;
  readonly line?: number;
  readonly skip?: string | boolean;
  readonly todo?: string | boolean;
  readonly details: {
    readonly passed: boolean;
    readonly duration_ms: number;
    readonly error?: Error;
    readonly type?: 'suite' | 'test';
  };
}

interface TestStart {
  readonly name: string;
  readonly testId: number;
  readonly parentId: number | undefined;
}

export interface FileResult {
  readonly startTest: (test: TestStart) => void;
  readonly endTest: (test: TestEnd) => void;
  readonly addOutput: (text: string) => void;
  readonly isEnded: () => boolean;
  /** To be called when the run is over: a file that never ended has failed. */
  readonly close: () => void;
  readonly counts: () => TestCounts;
  readonly hasFailed: () => boolean;
  /** One line for a file that has ended. */
  readonly line: () => string;
  /** What the file printed and each failure in full; empty when there is nothing to say. */
  readonly details: () => string;
}

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** @param file absolute path */
export function fileResult(file: string): FileResult {
  const starts = new Map<number, TestStart>();
  const failures: string[] = [];
  const skips: string[] = [];
  let output = '';
  let passed = 0;
  let durationMs: number | undefined;

  const fullName = (testId: number): string => {
    const test = starts.get(testId);
    if (test === undefined) return '';
    const parent = test.parentId === undefined ? '' : fullName(test.parentId);
    return parent === '' ? test.name : `${parent} > ${test.name}`;
  };

  const endFile = (test: TestEnd): void => {
    durationMs = test.details.duration_ms;
    if (failures.length > 0) return;
    if (!test.details.passed) failures.push(describeFailure('the file itself', test));
    else if (passed + skips.length === 0) failures.push('the file holds no test');
  };

  return {
    startTest: (test) => starts.set(test.testId, test),
    addOutput: (text) => {
      output += text;
    },
    endTest: (test) => {
      if (test.name === file) return endFile(test);
      const name = fullName(test.testId);
      if (test.skip !== undefined || test.todo !== undefined) skips.push(`${name}: ${test.skip ?? test.todo}`);
      else if (!test.details.passed && !isFailureOfChild(test)) failures.push(describeFailure(name, test));
      else if (test.details.passed && test.details.type !== 'suite') passed += 1;
    },
    isEnded: () => durationMs !== undefined,
    close: () => {
      if (durationMs === undefined) failures.push('the run was ended before this file had ended');
    },
    hasFailed: () => failures.length > 0,
    counts: () => ({ passed, failed: failures.length, skipped: skips.length }),
    line: () => {
      const mark = failures.length === 0 ? styleText('green', '✔') : styleText('red', '✖');
      const failed = failures.length === 0 ? '' : styleText('red', `, ${failures.length} failed`);
      return `${mark} ${relative('.', file)}  ${passed} passed${failed}  ${((durationMs ?? 0) / 1000).toFixed(1)} s`;
    },
    details: () => {
      const printed = outputLines(output, failures.length === 0);
      const skipped = skips.map((skip) => `skipped ${skip}`);
      const lines = [...skipped, ...printed, ...failures].map(indent);
      return lines.length === 0 ? '' : [styleText('bold', `\n${relative('.', file)}`), ...lines].join('\n');
    },
  };
}

/** A suite, or a test with subtests, fails with its children; they are reported by themselves. */
function isFailureOfChild(test: TestEnd): boolean {
  const error = test.details.error;
  return error !== undefined && 'failureType' in error && error.failureType === 'subtestsFailed';
}

function describeFailure(name: string, test: TestEnd): string {
  const place = test.file === undefined ? '' : `  (${relative('.', test.file)}:${test.line ?? 1})`;
  const cause = test.details.error?.cause ?? test.details.error;
  const text = cause instanceof Error ? stackOf(cause) : inspect(cause);
  return `${styleText('red', `✖ ${name}`)}${place}\n${indent(text)}`;
}

/** The stack without the steps inside Node, which are the same for every test, and with its causes. */
function stackOf(error: Error): string {
  const lines = (error.stack ?? String(error))
    .split('\n')
    .filter((line) => !/^ +at (.*\(?node:|async Promise\.all)/.test(line));
  const cause =
    error.cause === undefined
      ? []
      : [`caused by ${error.cause instanceof Error ? stackOf(error.cause) : inspect(error.cause)}`];
  return [...lines, ...cause].join('\n');
}

function outputLines(output: string, isGood: boolean): readonly string[] {
  const lines = output.split('\n').filter((line) => stripVTControlCharacters(line).trim() !== '');
  if (!isGood || lines.length <= PASSING_OUTPUT_LINES_MAX) return lines;
  const hidden = lines.length - PASSING_OUTPUT_LINES_MAX;
  return [`... ${hidden} lines more`, ...lines.slice(-PASSING_OUTPUT_LINES_MAX)];
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
