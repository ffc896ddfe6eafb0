import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { PlayedRush, RushOptions } from '@penstock/rush';
import { playRush, readRushOptions } from '@penstock/rush';
import type { Environment, ServerProcess } from '../penstock-process.ts';
import { freePort, serve, startServerProcess, temporaryFolder } from '../penstock-process.ts';
import { countKills } from './count-kills.ts';
import type { StrikePlace, StruckNote } from './strikes.ts';
import type { StruckOrder } from './struck-server.ts';

/** Where a kill comes from: a place in the server's own work, or from outside at any time (`penstock serve`, kill -9). */
export type KillPlace = StrikePlace | 'anytime';

export type RoundPlan = {
  readonly places: readonly KillPlace[];
  readonly random: () => number;
  /** What kind of crowd comes. */
  readonly crowd: Partial<RushOptions>;
  /** The fault of the negative control. */
  readonly answersBeforeCommit?: boolean;
};

export type Kill = { readonly place: KillPlace; readonly counts: boolean };

export type PlayedRound = { readonly kills: readonly Kill[]; readonly report: PlayedRush['report'] };

const secret = 'thirty-two-bytes-and-a-few-more-of-them';
const adminToken = 'the-operator-of-the-killed-server';

/** The same for every life of a server: its tokens and order ids stay good. */
const secrets: Environment = {
  PENSTOCK_SECRET: secret,
  PENSTOCK_BUYER_SECRET: secret,
  PENSTOCK_PAYMENT_PROVIDER: 'sandbox',
  PENSTOCK_PAYMENT_WEBHOOK_SECRET: secret,
  PENSTOCK_ADMIN_TOKEN: adminToken,
  PENSTOCK_RATE_LIMIT: 'off',
  PENSTOCK_LOG_LEVEL: 'error',
};

/**
 * Buyers who come again and again, and whose holds fall due after a second, so that at any moment units are given,
 * recorded, given back and expiring, and somebody waits for an answer. More asks a second would only pile up while the
 * server is away, and cost it time at its start.
 */
const usualCrowd = {
  buyers: 2_000,
  again: 1_000,
  connections: 16,
  rate: 300,
  units: 80,
  twice: 0.1,
  cancel: 0.3,
  retries: 20,
  paymentWindow: 1_000,
  opensIn: 300,
  buyerSecret: secret,
  adminToken,
};

/** Orders that a server promises before it strikes: it is then at work. */
const promisesMin = 3;
const promisesMax = 20;

/** Passages of a place until it is struck there, at most. */
const passagesMax = 4;

/** Milliseconds from a passage to a strike that comes soon: a commit takes about one. */
const delayMaxMs = 3;

/** Milliseconds for which a server lives that is killed at any time: after the first the whole crowd is back. */
const livesMinMs = 260;
const livesMoreMs = 150;

/** Milliseconds in which a server has to come by the place of its strike; else it is killed from outside, and that does not count. */
const strikeWithinMs = 10_000;

const struckServer = fileURLToPath(new URL('./struck-server.ts', import.meta.url));

type Home = { readonly dataDir: string; readonly port: number };

/**
 * One sale with its crowd, and a server that is killed at any time, then once at each of the places, in their order, and
 * started again after each. What the crowd saw is judged at the end.
 */
export async function playKillRound(t: TestContext, plan: RoundPlan): Promise<PlayedRound> {
  const home = { dataDir: temporaryFolder(), port: await freePort(plan.random) };
  let server = await startFor(t, home, 'anytime', plan);
  const end = new AbortController();
  const begun = Promise.withResolvers<void>();
  const played = playRush(readRushOptions({ ...usualCrowd, ...plan.crowd, url: server.started.url }), {
    environment: {},
    signal: end.signal,
    onProgress: (progress) => progress.kind === 'playing' && progress.crowd.answered > 0 && begun.resolve(),
  });
  await Promise.race([begun.promise, played]);
  const places: readonly KillPlace[] = ['anytime', ...plan.places];
  const ends: Killed[] = [];
  for (const [index, place] of places.entries()) {
    if (index > 0) server = await startFor(t, home, place, plan);
    ends.push(await (place === 'anytime' ? killAnytime(server, plan) : killedByItself(server)));
  }
  server = await startFor(t, home, 'anytime', plan);
  end.abort();
  const { report, requests } = await played;
  await server.stop();
  const counted = countKills(
    [...requests],
    ends.map(({ atMs }) => atMs),
  );
  const kills = places.map((place, index) => {
    return { place, counts: ends[index]?.isAtItsPlace === true && counted[index] === true };
  });
  return { report, kills };
}

/** When a server was killed, by this process's `performance.now()`, and whether it was where the plan said. */
type Killed = { readonly atMs: number; readonly isAtItsPlace: boolean };

/** Starts the server of one life: the one of the command line, or one that will kill itself. */
function startFor(t: TestContext, { dataDir, port }: Home, place: KillPlace, plan: RoundPlan): Promise<ServerProcess> {
  if (place === 'anytime') return serve(t, dataDir, ['--port', String(port)], secrets);
  const { random, answersBeforeCommit = false } = plan;
  const order: StruckOrder = {
    answersBeforeCommit,
    plan: {
      place,
      afterPromises: promisesMin + Math.floor(random() * (promisesMax - promisesMin)),
      passage: 1 + Math.floor(random() * passagesMax),
      delayMs: Math.floor(random() * delayMaxMs),
    },
  };
  const environment = { ...secrets, PENSTOCK_DATA_DIR: dataDir, PENSTOCK_PORT: String(port) };
  return startServerProcess(t, [struckServer, JSON.stringify(order)], environment);
}

async function killAnytime(server: ServerProcess, { random }: RoundPlan): Promise<Killed> {
  await wait(livesMinMs + random() * livesMoreMs);
  const atMs = performance.now();
  await server.stop('SIGKILL');
  return { atMs, isAtItsPlace: true };
}

async function killedByItself(server: ServerProcess): Promise<Killed> {
  const late = setTimeout(() => void server.stop('SIGKILL'), strikeWithinMs);
  const { signal, stdout, stderr } = await server.ended;
  clearTimeout(late);
  assert.equal(signal, 'SIGKILL', `the server broke: ${stderr}`);
  const { struckAtMs } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Partial<StruckNote>;
  if (struckAtMs === undefined) return { atMs: performance.now(), isAtItsPlace: false };
  return { atMs: struckAtMs - performance.timeOrigin, isAtItsPlace: true };
}
