import type { Machine } from './machine.ts';
import type { Figure, ScenarioResult } from './result.ts';

/** One run: what it was made with and everything it measured. */
export type BenchReport = {
  readonly at: string;
  readonly rounds: number;
  readonly machine: Machine;
  readonly scenarios: Readonly<Record<string, ScenarioResult>>;
};

/** The head of a run. */
export function machineLines(machine: Machine, rounds: number): readonly string[] {
  const { penstock, node, sqlite, processor, cores, memoryGb, system, pinning, loadBefore } = machine;
  return [
    `Penstock ${penstock}, Node ${node}, SQLite ${sqlite}`,
    `${processor}, ${cores} cores, ${memoryGb} GB, ${system}`,
    `${pinning}; ${rounds} rounds; load before: ${loadBefore.toFixed(2)}`,
  ];
}

/** What one scenario measured, for people. */
export function scenarioLines(name: string, { title, figures, targets, limitedBy }: ScenarioResult): readonly string[] {
  const width = Math.max(...figures.map((each) => each.name.length));
  return [
    `${name}: ${title}`,
    `  ${''.padEnd(width)}  ${'median'.padStart(9)}  ${'quartiles'.padStart(19)}`,
    ...figures.map((each) => `  ${each.name.padEnd(width)}  ${numbersOf(each)}`),
    ...targets.map((each) => `  ${each.isMet ? 'met   ' : 'MISSED'}  ${each.text}: ${each.measured}`),
    `  limited by ${limitedBy}`,
  ];
}

function numbersOf({ spread: { median, q1, q3 }, unit }: Figure): string {
  const digits = median < 10 ? 2 : median < 1_000 ? 1 : 0;
  const text = (value: number) =>
    value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${text(median).padStart(9)}  ${`${text(q1)} – ${text(q3)}`.padStart(19)}  ${unit}`.trimEnd();
}

/** One line a target: what to look at first. */
export function summaryLines(scenarios: BenchReport['scenarios']): readonly string[] {
  const all = Object.entries(scenarios).flatMap(([name, { targets }]) =>
    targets.map((target) => ({ name, ...target })),
  );
  const met = all.filter(({ isMet }) => isMet).length;
  return [
    `${met} of ${all.length} targets met`,
    ...all.map(({ name, text, measured, isMet }) => `  ${isMet ? 'met   ' : 'MISSED'}  ${name}: ${text}: ${measured}`),
  ];
}
