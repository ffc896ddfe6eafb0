// A server that kills itself as it is told: the product's own start by its environment, with the engine's parts wrapped.
import { startServer } from '@penstock/server';
import { answerBeforeCommit } from './answer-before-commit.ts';
import type { StrikePlan } from './strikes.ts';
import { strikeAt } from './strikes.ts';

export type StruckOrder = { readonly plan: StrikePlan; readonly answersBeforeCommit: boolean };

const { plan, answersBeforeCommit } = JSON.parse(process.argv[2] as string) as StruckOrder;

const running = await startServer({
  env: process.env,
  isDemo: false,
  wrap: (parts) => strikeAt(answersBeforeCommit ? answerBeforeCommit(parts) : parts, plan),
});
void running.failed.then((error) => {
  process.stderr.write(`the engine cannot go on: ${String(error)}\n`);
  process.exit(1);
});
process.stdout.write(`${JSON.stringify({ url: running.url, dataDir: running.dataDir })}\n`);
