import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** The kernel counts CPU time in ticks of this many seconds (`getconf CLK_TCK` is 100 on every Linux that Node runs on). */
const tickSeconds = 0.01;

/** CPU time in seconds since the process began: user and system, of all its threads, and of its first thread alone. */
export type CpuTime = { readonly all: number; readonly mainThread: number };

/** Reads `/proc`. Throws where there is none: the measurements need Linux. */
export function cpuTimeOf(pid: number): CpuTime {
  return { all: secondsIn(`/proc/${pid}/stat`), mainThread: secondsIn(`/proc/${pid}/task/${pid}/stat`) };
}

export function cpuSince(pid: number, before: CpuTime): CpuTime {
  const now = cpuTimeOf(pid);
  return { all: now.all - before.all, mainThread: now.mainThread - before.mainThread };
}

// The second field is the name in brackets and may itself hold spaces and brackets.
function secondsIn(file: string): number {
  const text = readFileSync(file, 'latin1');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tickSeconds;
}

/** The cores to pin to: the first for servers, the second for the load; `undefined` where nothing can be pinned. */
export function pinnedCores(): { readonly server: string; readonly load: string } | undefined {
  const hasTaskset = (process.env.PATH ?? '').split(':').some((folder) => folder !== '' && holds(folder, 'taskset'));
  return hasTaskset && availableParallelism() > 1 ? { server: '0', load: '1' } : undefined;
}

function holds(folder: string, file: string): boolean {
  try {
    return readdirSync(folder).includes(file);
  } catch {
    // A folder of PATH that is not there holds nothing.
    return false;
  }
}
