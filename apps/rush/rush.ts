// One run from its options to its report: prepare, play the crowd, read the end, judge.
import type { CrowdEnd } from './crowd/crowd.ts';
import { Crowd } from './crowd/crowd.ts';
import type { RequestRecord } from './history/history.ts';
import { History } from './history/history.ts';
import type { Evidence, SaleFacts } from './judge/evidence.ts';
import { toEvidence } from './judge/evidence.ts';
import { judge } from './judge/judge.ts';
import { collectSightings } from './judge/sightings.ts';
import { liveLineTerminalMs } from './limits.ts';
import type { RushOptions } from './options/read-rush-options.ts';
import { isPaying } from './options/read-rush-options.ts';
import { payPlanOf } from './pay/payer-plan.ts';
import type { PayCounts, WonOrder } from './pay/payers.ts';
import { Payers } from './pay/payers.ts';
import type { PreparedRun } from './prepare-run.ts';
import { prepareRun } from './prepare-run.ts';
import { chooseListsToRead } from './reads/choose-lists-to-read.ts';
import { readBooks, readOwnLists, waitUntilMoneyRests, waitUntilQuiet } from './reads/final-reads.ts';
import { measureServerClock, spanning } from './reads/server-clock.ts';
import { buildReport } from './report/build-report.ts';
import type { RushReport } from './report/rush-report.ts';
import type { RushWorld } from './rush-world.ts';
import { readSale } from './sale/choose-sale.ts';

/** Plays one crowd. Throws a `RushFailure` when the run cannot be done; a broken invariant is in the report. */
export async function rush(options: RushOptions, world: RushWorld): Promise<RushReport> {
  return (await playRush(options, world)).report;
}

/** A run with all that it rests on, for who compares it with what was done to the server meanwhile. */
export type PlayedRush = { readonly report: RushReport; readonly requests: Iterable<RequestRecord> };

/** As `rush`; the times of requests are `performance.now()` of this process. */
export async function playRush(options: RushOptions, world: RushWorld): Promise<PlayedRush> {
  const startedAt = new Date().toISOString();
  const prepared = await prepareRun(options, world);
  const history = new History();
  const payers = isPaying(options) ? payersOf(options, prepared) : undefined;
  const onWon = payers && ((buyer: number, order: WonOrder) => payers.won(buyer, order));
  const crowd = new Crowd({ ...prepared.plan, ...(onWon && { onWon }) }, history);
  const cpuBefore = process.cpuUsage();
  const end = await play(crowd, world);
  const { user, system } = process.cpuUsage(cpuBefore);
  const paid = payers && (await finishPaying(payers, prepared, world));
  world.onProgress({ kind: 'reading' });
  const evidence = await readEvidence(prepared, history);
  const report = buildReport({
    startedAt,
    url: prepared.target.url,
    sale: prepared.sale,
    plan: prepared.plan,
    end,
    history,
    evidence,
    verdicts: judge(evidence),
    cpuUs: user + system,
    oddAnswers: crowd.oddBodies,
    paid,
  });
  return { report, requests: history };
}

function payersOf({ pay, payLate, payTwice }: RushOptions, { plan, client, sale, clock }: PreparedRun): Payers {
  const paymentWindowMs = sale.paymentWindowSeconds * 1_000;
  const shape = { atOnce: pay, late: payLate, twice: payTwice, seed: plan.shape.seed, paymentWindowMs };
  return new Payers({
    client,
    planOf: (buyer) => payPlanOf(shape, buyer),
    tokenOf: plan.tokens.tokenOf,
    serverNowMs: () => performance.now() + clock.offsetMs,
  });
}

/** Until everybody has paid who meant to, and no money is on its way any more. */
async function finishPaying(
  payers: Payers,
  { client, sale, target }: PreparedRun,
  world: RushWorld,
): Promise<PayCounts> {
  world.onProgress({ kind: 'paying' });
  const counts = await payers.done();
  await waitUntilMoneyRests(client, sale.saleId, target.adminToken);
  return counts;
}

async function play(crowd: Crowd, world: RushWorld): Promise<CrowdEnd> {
  const tell = (): void => world.onProgress({ kind: 'playing', crowd: crowd.progress() });
  const stop = (): void => crowd.stop('stopped');
  const ticking = setInterval(tell, liveLineTerminalMs);
  world.signal.addEventListener('abort', stop);
  try {
    return await crowd.play();
  } finally {
    clearInterval(ticking);
    world.signal.removeEventListener('abort', stop);
    tell();
  }
}

async function readEvidence(prepared: PreparedRun, history: History): Promise<Evidence> {
  const { client, target, plan, sale } = prepared;
  const { names, tokens } = plan;
  await waitUntilQuiet(client, sale.saleId, target.adminToken);
  const buyers = chooseListsToRead(history, names.wishesPerBuyer);
  const ownLists = await readOwnLists(client, sale.saleId, buyers, tokens.tokenOf);
  const books = await readBooks(client, sale.saleId, target.adminToken);
  const clock = spanning(prepared.clock, await measureServerClock(client));
  const facts = await readFacts(prepared);
  const seen = collectSightings(history, names, ownLists);
  return toEvidence({ sale: facts, clock, names, requests: history, ...seen, ownLists, books });
}

/** Read again at the end: an operator may have moved the opening or the end meanwhile, but the units are those of before. */
async function readFacts({ client, sale, isOwn }: PreparedRun): Promise<SaleFacts> {
  const { saleId, opensAt, closesAt, perBuyer } = await readSale(client, sale.saleId);
  return {
    saleId,
    isOwn,
    opensAtMs: Date.parse(opensAt),
    closesAtMs: closesAt === null ? undefined : Date.parse(closesAt),
    perBuyer,
    variants: sale.variants.map(({ sku, units }) => ({ sku, units })),
  };
}
