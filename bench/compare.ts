import type { Bench } from './bench.ts';
import type { AskOrder, LoadResult } from './load/load-orders.ts';
import type { BenchChild } from './processes/bench-child.ts';
import { cpuSince, cpuTimeOf } from './processes/cpu-time.ts';

/** One server under load for a while. */
export type Sample = {
  readonly result: LoadResult;
  readonly requestsPerSecond: number;
  readonly requestsPerCpuSecond: number;
  /** CPU of the server for a request, in microseconds: all its threads, and its first thread alone. */
  readonly cpuUs: number;
  readonly mainThreadCpuUs: number;
  /** CPU of the load for a request, in microseconds. */
  readonly loadCpuUs: number;
  /** Share of the time for which the server's core was busy with the server. */
  readonly busyShare: number;
};

export type Side = { readonly child: BenchChild; readonly port: number };

/** Puts load on a server over fresh connections, and takes its time and CPU from the first ask to the last answer. */
export async function measure({ load }: Bench, side: Side, order: AskOrder): Promise<Sample> {
  await load.connect(side.port);
  const serverBefore = cpuTimeOf(side.child.pid);
  const loadBefore = cpuTimeOf(load.child.pid);
  const result = await load.ask(order);
  const server = cpuSince(side.child.pid, serverBefore);
  const client = cpuSince(load.child.pid, loadBefore);
  const usOf = (seconds: number) => (seconds / result.answered) * 1e6;
  if (result.lost > 0) throw new Error(`${result.lost} requests got no answer`);
  return {
    result,
    requestsPerSecond: (result.answered / result.tookMs) * 1_000,
    requestsPerCpuSecond: result.answered / server.all,
    cpuUs: usOf(server.all),
    mainThreadCpuUs: usOf(server.mainThread),
    loadCpuUs: usOf(client.all),
    busyShare: server.all / (result.tookMs / 1_000),
  };
}

/** Measures several sides in turn, in every other round backwards, so that what drifts meets all alike. */
export async function alternate(
  rounds: number,
  sides: readonly ((round: number) => Promise<Sample>)[],
): Promise<readonly (readonly Sample[])[]> {
  const samples = sides.map((): Sample[] => []);
  const inOrder = [...sides.keys()];
  for (let round = 0; round < rounds; round += 1) {
    for (const side of round % 2 === 0 ? inOrder : inOrder.toReversed()) {
      const sample = await sides[side]?.(round);
      if (sample !== undefined) samples[side]?.push(sample);
    }
  }
  return samples;
}
