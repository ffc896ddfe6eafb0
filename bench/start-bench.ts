import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, Load } from './bench.ts';
import { connections } from './limits.ts';
import type { LoadOrder, LoadResult } from './load/load-orders.ts';
import type { BenchChild, ChildOptions } from './processes/bench-child.ts';
import { startChild } from './processes/bench-child.ts';
import { secrets, startPenstock } from './processes/penstock.ts';
import type { Seeded, SeedOrder } from './seed-order.ts';

export type RunningBench = { readonly bench: Bench; readonly end: () => Promise<void> };

type Cores = { readonly server: string; readonly load: string };

/** Makes what one scenario measures with. `end` ends every process that it started and removes its data. */
export async function startBench(rounds: number, cores: Cores | undefined): Promise<RunningBench> {
  const children = new Set<BenchChild>();
  const folders: string[] = [];
  const start = async (options: ChildOptions): Promise<BenchChild> => {
    const child = await startChild(options);
    children.add(child);
    return child;
  };
  const loadChild = await start({ file: 'load-client.ts', core: cores?.load });
  const bench: Bench = {
    rounds,
    load: loadOf(loadChild),
    async dataDir() {
      const folder = await mkdtemp(join(tmpdir(), 'penstock-bench-'));
      folders.push(folder);
      return folder;
    },
    async startPenstock(options) {
      const penstock = await startPenstock({ ...options, core: cores?.server });
      children.add(penstock.child);
      return penstock;
    },
    async startBare(answer) {
      const child = await start({ file: 'bare-server.ts', core: cores?.server, args: [JSON.stringify(answer)] });
      return { child, port: (child.ready as { readonly port: number }).port };
    },
    async seed(dataDir, sales) {
      const order: SeedOrder = { dataDir, secret: secrets.PENSTOCK_SECRET, sales };
      const child = await start({ file: 'seed-holds.ts', core: undefined, args: [JSON.stringify(order)] });
      await child.kill();
      return child.ready as Seeded;
    },
  };
  return {
    bench,
    async end() {
      for (const child of children) await child.stop();
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
    },
  };
}

function loadOf(child: BenchChild): Load {
  const order = (message: LoadOrder) => child.ask(message);
  return {
    child,
    ask: async (line) => (await order({ kind: 'ask', ...line })) as LoadResult,
    async connect(port) {
      await order({ kind: 'connect', port, connections });
    },
    async mint(buyers) {
      const secret = secrets.PENSTOCK_BUYER_SECRET;
      return ((await order({ kind: 'mint', buyers, secret })) as { readonly token: string }).token;
    },
  };
}
