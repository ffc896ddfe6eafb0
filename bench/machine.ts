import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';

/** Where and with what a run was made. */
export type Machine = {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  readonly sqlite: string;
  readonly penstock: string;
  /** Others' work on the machine, by the kernel's average of the last minute, before the run began. */
  readonly loadBefore: number;
  /** Which cores servers and load were pinned to, in words. */
  readonly pinning: string;
};

export function describeMachine(cores: { readonly server: string; readonly load: string } | undefined): Machine {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    readonly version: string;
  };
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()} ${process.arch}`,
    node: process.version,
    sqlite: process.versions.sqlite ?? 'unknown',
    penstock: version,
    loadBefore: loadavg()[0] ?? 0,
    pinning:
      cores === undefined
        ? 'nothing is pinned: there is one core, or no taskset'
        : `servers on core ${cores.server} with all their threads, the load on core ${cores.load}`,
  };
}
