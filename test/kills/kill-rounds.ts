import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { seededRandom, testSeed } from '@penstock/port-tests';
import type { VerdictId } from '@penstock/rush';
import type { KillPlace, PlayedRound, RoundPlan } from './kill-round.ts';
import { playKillRound } from './kill-round.ts';
import { moneyStrikes } from './money-strikes.ts';
import type { StrikePlace } from './strikes.ts';
import { saleStrikes } from './strikes.ts';

/** Where the servers of a test are killed, and what kinds of crowds come to them, by turns. */
export type Campaign = {
  readonly places: readonly KillPlace[];
  readonly crowds: readonly RoundPlan['crowd'][];
  /** Whether winners pay, so that the money is judged. */
  readonly isPaid: boolean;
};

/**
 * The sale: one unit each, asked for again and again, and several under keys in a sale of two variants. All crowds are
 * large enough to be there to the end, also on a slow machine.
 */
export const saleCampaign: Campaign = {
  places: [...(Object.keys(saleStrikes) as StrikePlace[]), 'anytime'],
  crowds: [
    {},
    { perBuyer: 2, variants: 2, buyers: 40_000, again: 1, cancel: 0.5 },
    { buyers: 8_000, again: 250, twice: 0.5, cancel: 1 },
  ],
  isPaid: false,
};

/** The money: everybody wins a unit, and most of them pay, some of them twice or too late. */
export const moneyCampaign: Campaign = {
  places: [...(Object.keys(moneyStrikes) as StrikePlace[]), 'anytime'],
  crowds: [
    { buyers: 40_000, again: 1, units: 20_000, cancel: 0.1, pay: 0.5, payTwice: 0.25, payLate: 0.05 },
    { buyers: 40_000, again: 1, units: 20_000, cancel: 0.3, pay: 0.2, payTwice: 0.2, payLate: 0.4 },
  ],
  isPaid: true,
};

/** Kills of one sale: enough for its beginning and its end to be a small part of it, and at the end few too many. */
const killsOfSaleMin = 6;
const killsOfSaleMax = 26;

/** Sales at a time: two cores have room for a third while servers of the others wait to be struck. */
const lanes = 3;

/** How many kills may be tried for each that must count: on a machine busy with others many come too late. */
const triesMax = 7;

/**
 * Kills servers until so many kills count, over as many sales as that takes, some at a time; each sale is judged by what
 * its buyers saw. Says how many kills there were at each place.
 */
export async function killManyTimes(t: TestContext, campaign: Campaign, killsMin: number): Promise<void> {
  const rounds: PlayedRound[] = [];
  const counted = () => rounds.flatMap(({ kills }) => kills).filter(({ counts }) => counts);
  // What still has to be killed: so many times in all, and at each place once.
  const missing = () => {
    const struck = new Set(counted().map(({ place }) => place));
    const isEverywhere = campaign.places.every((place) => struck.has(place));
    return Math.max(killsMin - counted().length, isEverywhere ? 0 : campaign.places.length);
  };
  let planned = 0;
  let number = 0;
  let underWay = 0;
  const lane = async () => {
    for (let wanted = missing(); wanted > underWay; wanted = missing()) {
      assert.ok(
        planned < killsMin * triesMax,
        `PENSTOCK_SEED=${testSeed}: only ${counted().length} kills count, or not at each place`,
      );
      const share = Math.ceil((wanted - underWay) / lanes);
      const kills = Math.min(Math.max(share, killsOfSaleMin), killsOfSaleMax);
      planned += kills;
      number += 1;
      underWay += kills;
      rounds.push(await playRound(t, campaign, { number, kills }));
      underWay -= kills;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  report(t, campaign, rounds);
}

async function playRound(
  t: TestContext,
  { places: killPlaces, crowds, isPaid }: Campaign,
  { number, kills }: { readonly number: number; readonly kills: number },
): Promise<PlayedRound> {
  const random = seededRandom(testSeed + number);
  // Every place as often as every other, in an order of the seed's.
  const places = Array.from(
    { length: kills - 1 },
    (_, at) => killPlaces[(at + number) % killPlaces.length] as KillPlace,
  );
  const crowd = { ...crowds[number % crowds.length], seed: testSeed + number };
  const round = await playKillRound(t, { places: shuffled(places, random), random, crowd });
  // Every verdict was reached and holds, but for that on money where nobody pays.
  const expected = (id: VerdictId) => (id === 'H9' && !isPaid ? 'not-judged' : true);
  const broken = round.report.verdicts.filter(({ id, holds }) => holds !== expected(id));
  assert.deepEqual(broken, [], `PENSTOCK_SEED=${testSeed}, sale ${number}`);
  assert.equal(round.report.crowd.end, 'stopped', 'the crowd was there until the last kill');
  return round;
}

function report(t: TestContext, { places: killPlaces }: Campaign, rounds: readonly PlayedRound[]): void {
  const kills = rounds.flatMap((round) => round.kills);
  const counted = kills.filter(({ counts }) => counts);
  const table = killPlaces.map((place) => `${place} ${counted.filter((kill) => kill.place === place).length}`);
  const sum = (read: (round: PlayedRound) => number) => rounds.reduce((total, round) => total + read(round), 0);
  t.diagnostic(`${counted.length} kills count, of ${kills.length}, in ${rounds.length} sales: ${table.join(', ')}`);
  t.diagnostic(
    `${sum(({ report: { asks } }) => asks.sent)} asks, ` +
      `${sum(({ report: { asks } }) => asks.unanswered)} of them left without an answer, ` +
      `${sum(({ report: { given } }) => given.orders)} orders`,
  );
  const kept = sum(({ report: { money } }) => (money?.capturedMinor ?? 0) - (money?.refundedMinor ?? 0));
  if (kept > 0) {
    const refunded = sum(({ report: { money } }) => money?.refundedMinor ?? 0);
    const paidMinor = sum(({ report: { money } }) => money?.paidMinor ?? 0);
    t.diagnostic(`kept ${kept} for paid orders of ${paidMinor}, gave back ${refunded}`);
    assert.equal(kept, paidMinor, `PENSTOCK_SEED=${testSeed}: what was kept is the price of what is paid`);
  }
  const struck = new Set(counted.map(({ place }) => place));
  assert.ok(
    killPlaces.every((place) => struck.has(place)),
    `PENSTOCK_SEED=${testSeed}: a place was never struck`,
  );
}

function shuffled<Item>(items: readonly Item[], random: () => number): readonly Item[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
