/**
 * `npm run check`: everything a change must pass before it is committed. The steps go in two lanes, side by side: in the
 * one what reads the code, quick and likely failures first, in the other the tests. The first failure ends both.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { repositoryRoot } from './repository-files.ts';

interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

const lanes: readonly (readonly Step[])[] = [
  [
    { name: 'format and lint', command: ['biome', 'check', '--error-on-warnings'] },
    types('types', 'tsc', '.'),
    types('types of the shop', 'vue-tsc', 'apps/storefront'),
    types('types of the console', 'vue-tsc', 'apps/console'),
    types('types of the tests of the console', 'vue-tsc', 'apps/console/tsconfig.node.json'),
    types('types of the tests of the shop', 'vue-tsc', 'apps/storefront/tsconfig.node.json'),
    types('types of the browser tests', 'tsc', 'test/browser'),
    { name: 'unused code', command: ['knip', '--no-progress'] },
  ],
  [
    { name: 'imports, sizes, leaks', command: ['node', 'tools/test.ts', '--unit', 'tools/'] },
    { name: 'unit tests', command: ['node', 'tools/test.ts', '--unit', 'packages/', 'apps/'] },
  ],
];

/** A check of types that remembers, beside what was installed, what it found last time, and looks at what changed. */
function types(name: string, program: 'tsc' | 'vue-tsc', project: string): Step {
  const file = join('node_modules/.cache/types', `${name.replaceAll(' ', '-')}.tsbuildinfo`);
  return { name, command: [program, '--noEmit', '--project', project, '--incremental', '--tsBuildInfoFile', file] };
}

process.chdir(repositoryRoot);
process.exitCode = await main();

async function main(): Promise<number> {
  const startMs = performance.now();
  const end = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end.abort());
  const summary: string[] = [];
  const failed: string[] = [];
  const runLane = async (steps: readonly Step[]) => {
    for (const step of steps) {
      if (end.signal.aborted) {
        summary.push(`- ${step.name}  not run`);
        continue;
      }
      const stepStartMs = performance.now();
      const { isGood, output } = await runStep(step, end.signal);
      const tookText = seconds(performance.now() - stepStartMs);
      // What the end of the other lane cut short has not failed by itself.
      const isCutShort = !isGood && end.signal.aborted;
      const mark = isGood ? styleText('green', '✔') : isCutShort ? '-' : styleText('red', '✖');
      summary.push(`${mark} ${step.name}  ${isCutShort ? 'broken off' : tookText}`);
      if (isCutShort) continue;
      console.log(`${styleText('bold', `\n${step.name}: ${step.command.join(' ')}`)}  ${tookText}\n${output}`);
      if (isGood) continue;
      failed.push(step.name);
      end.abort();
    }
  };
  await Promise.all(lanes.map(runLane));
  const isGood = failed.length === 0 && !end.signal.aborted;
  const verdict = isGood
    ? `check passed in ${seconds(performance.now() - startMs)}`
    : `check failed at: ${failed.join(', ') || 'the signal that ended it'}`;
  console.log(['', ...summary, `\n${verdict}`].join('\n'));
  return isGood ? 0 : 1;
}

/** What a step prints is kept until it ends, because that of two at once could not be read. */
async function runStep(
  { command: [program, ...args] }: Step,
  signal: AbortSignal,
): Promise<{ readonly isGood: boolean; readonly output: string }> {
  const env = process.stdout.isTTY ? { ...process.env, FORCE_COLOR: '1' } : process.env;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const stop = () => child.kill('SIGTERM');
  signal.addEventListener('abort', stop);
  const [code] = await once(child, 'close');
  signal.removeEventListener('abort', stop);
  return { isGood: code === 0, output };
}

function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}
