// `penstock rush`: options in, text and files out, and an exit code that means something.
import { writeFile } from 'node:fs/promises';
import { rushFailure } from './failures.ts';
import { readRushOptions } from './options/read-rush-options.ts';
import type { Environment } from './options/resolve-target.ts';
import { renderHtmlReport } from './report/html-report.ts';
import type { LiveLineSink } from './report/live-line.ts';
import { liveLine } from './report/live-line.ts';
import { printSummary } from './report/summary.ts';
import { rush } from './rush.ts';

/** 0: every judged invariant held. 1: one was broken. A run that could not be done has no code: it throws. */
export type RushExitCode = 0 | 1;

export type RushShell = {
  readonly environment: Environment;
  readonly stdout: LiveLineSink;
  readonly stderr: LiveLineSink;
  /** Stops the crowd early; the report is made of what it has seen. */
  readonly signal: AbortSignal;
};

/** Runs the command with options by name, as a command-line parser gives them (see `rushOptions`). Throws a `RushFailure`. */
export async function rushCommand(raw: Readonly<Record<string, unknown>>, shell: RushShell): Promise<RushExitCode> {
  // The report is what stdout is for; everything said meanwhile goes to stderr, so that a pipe gets the report alone.
  const line = liveLine(shell.stderr);
  try {
    const options = readRushOptions(raw);
    const { environment, signal } = shell;
    const report = await rush(options, { environment, signal, onProgress: line.show });
    line.end();
    const isColoured = options.color && shell.stdout.isTTY === true && !environment.NO_COLOR;
    shell.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : printSummary(report, { isColoured }));
    if (options.html !== undefined) await writePage(options.html, renderHtmlReport(report));
    return report.holds ? 0 : 1;
  } finally {
    line.end();
  }
}

async function writePage(file: string, page: string): Promise<void> {
  try {
    await writeFile(file, page);
  } catch (cause) {
    throw rushFailure('REPORT_NOT_WRITTEN', `${file}: ${(cause as Error).message}`, cause);
  }
}
