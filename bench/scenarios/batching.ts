import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ScenarioResult, Target } from '../result.ts';
import { figure } from '../result.ts';
import { spreadOf } from '../statistics.ts';

const run = promisify(execFile);
const program = fileURLToPath(new URL('../../packages/redis/bench/batching.ts', import.meta.url));

type Side = readonly { readonly perSecond: number; readonly perCpuSecond: number }[];
type Compared = { readonly outcome: 'held' | 'sold-out'; readonly alone: Side; readonly together: Side };

/** How many times as many the batching client decides at the least. */
const wanted = { held: 3, 'sold-out': 5 } as const;

/** What a sketch of the script alone did on two cores, in decisions a second: one a call, and 256 a call. */
const sketch = { held: [47_000, 200_000], 'sold-out': [70_000, 511_000] } as const;

/**
 * Decisions of the gate on Redis through the batching client, against one EVALSHA a call with the same client, script and
 * server, in alternating rounds of a process of its own. `undefined`: there is no redis-server here.
 */
export async function batching(): Promise<ScenarioResult | undefined> {
  if (!(await isInstalled())) return undefined;
  const { stdout } = await run(process.execPath, [program]);
  const results = JSON.parse(stdout) as readonly Compared[];
  return {
    title: `decisions of the gate on Redis, together and alone, ${results[0]?.alone.length} alternating rounds`,
    targets: results.map(targetOf),
    figures: results.flatMap(figuresOf),
    limitedBy:
      'Redis, which runs one script at a time on one core, and by the same core for client and server on a small machine.',
  };
}

function targetOf({ outcome, alone, together }: Compared): Target {
  const ratio = (name: 'perSecond' | 'perCpuSecond') => medianOf(together, name) / medianOf(alone, name);
  const [calls, cpu] = [ratio('perSecond'), ratio('perCpuSecond')];
  return {
    text: `all ${outcome}: together at least ${wanted[outcome]} times as many (the lower of a second and a CPU second)`,
    measured: `${calls.toFixed(2)} and ${cpu.toFixed(2)}`,
    isMet: Math.min(calls, cpu) >= wanted[outcome],
  };
}

function figuresOf({ outcome, alone, together }: Compared) {
  const [aloneThen, togetherThen] = sketch[outcome].map((value) => value.toLocaleString('en'));
  return [
    figure(`${outcome}, one EVALSHA a call (a sketch: ${aloneThen})`, '/s', valuesOf(alone, 'perSecond')),
    figure(`${outcome}, batching client (a sketch: ${togetherThen})`, '/s', valuesOf(together, 'perSecond')),
    figure(`${outcome}, one EVALSHA a call`, '/CPU s', valuesOf(alone, 'perCpuSecond')),
    figure(`${outcome}, batching client`, '/CPU s', valuesOf(together, 'perCpuSecond')),
  ];
}

const valuesOf = (side: Side, name: 'perSecond' | 'perCpuSecond') => side.map((each) => each[name]);
const medianOf = (side: Side, name: 'perSecond' | 'perCpuSecond') => spreadOf(valuesOf(side, name)).median;

async function isInstalled(): Promise<boolean> {
  try {
    await run('redis-server', ['--version']);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
