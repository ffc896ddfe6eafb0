// Measures one machine beside a bare node:http server: npm run bench [-- --only name --rounds 7 --json out.json]
// It ends with 0 also where a target is missed: figures are for people to judge, and a busy machine misses some.
import { writeFileSync } from 'node:fs';
import type { Bench } from './bench.ts';
import { describeMachine } from './machine.ts';
import { readBenchOptions } from './options.ts';
import { pinnedCores } from './processes/cpu-time.ts';
import { machineLines, scenarioLines, summaryLines } from './report.ts';
import type { ScenarioResult } from './result.ts';
import { batching } from './scenarios/batching.ts';
import { expiry } from './scenarios/expiry.ts';
import { flat } from './scenarios/flat.ts';
import { giving } from './scenarios/giving.ts';
import { memory } from './scenarios/memory.ts';
import { opening } from './scenarios/opening.ts';
import { refusing } from './scenarios/refusing.ts';
import { restart } from './scenarios/restart.ts';
import { startBench } from './start-bench.ts';

const scenarios: Readonly<Record<string, (bench: Bench) => Promise<ScenarioResult | undefined>>> = {
  refusing,
  giving,
  memory,
  flat,
  restart,
  expiry,
  opening,
  batching,
};

const { names, rounds, jsonFile } = readBenchOptions(process.argv.slice(2), Object.keys(scenarios));
const cores = pinnedCores();
const machine = describeMachine(cores);
const at = new Date().toISOString();
const say = (lines: readonly string[]) => process.stdout.write(`${lines.join('\n')}\n\n`);

say(machineLines(machine, rounds));
const results: Record<string, ScenarioResult> = {};
for (const name of names) {
  const { bench, end } = await startBench(rounds, cores);
  try {
    const result = await scenarios[name]?.(bench);
    if (result === undefined) {
      say([`${name}: left out, this machine lacks the server that it measures`]);
      continue;
    }
    results[name] = result;
    say(scenarioLines(name, result));
  } finally {
    await end();
  }
}
say(summaryLines(results));
if (jsonFile !== undefined) {
  writeFileSync(jsonFile, `${JSON.stringify({ at, rounds, machine, scenarios: results }, undefined, 2)}\n`);
}
