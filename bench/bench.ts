import type { AskOrder, LoadResult } from './load/load-orders.ts';
import type { SampleAnswer } from './load/sample-answer.ts';
import type { BenchChild } from './processes/bench-child.ts';
import type { Penstock, PenstockOptions } from './processes/penstock.ts';
import type { Seeded, SeededSale } from './seed-order.ts';

/** The process that makes the load. */
export type Load = {
  readonly child: BenchChild;
  ask(order: AskOrder): Promise<LoadResult>;
  connect(port: number): Promise<void>;
  /** Mints the tokens of so many buyers. Answers the last one's. */
  mint(buyers: number): Promise<string>;
};

/** What a scenario measures with. Everything that it starts is ended after it. */
export type Bench = {
  readonly rounds: number;
  readonly load: Load;
  /** A fresh folder for data. */
  dataDir(): Promise<string>;
  startPenstock(options: Omit<PenstockOptions, 'core'>): Promise<Penstock>;
  startBare(answer: SampleAnswer): Promise<{ readonly child: BenchChild; readonly port: number }>;
  /** Writes sales with live holds into a data folder, in a process that is killed afterwards. */
  seed(dataDir: string, sales: readonly SeededSale[]): Promise<Seeded>;
};
