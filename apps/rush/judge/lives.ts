// From when to when an order had its unit: as clients know it without believing anybody, and as the journal says.
import type { JournalEntry, Order } from '@penstock/contract';
import type { Evidence } from './evidence.ts';

import { isLive } from './order-moves.ts';
import type { Sighting } from './sightings.ts';

/** `from` and `until` are on one scale: the client's milliseconds, or the journal's numbers. */
export type Life = {
  readonly orderId: string;
  readonly sku: string;
  readonly unit: number;
  readonly buyerId: string;
  readonly from: number;
  readonly until: number;
};

/**
 * What clients know for sure: an order that was seen live was live from that answer until somebody asked to cancel it
 * or its time to pay was over, whatever the server says of it later.
 */
export function livesSeen(evidence: Evidence): readonly Life[] {
  const cancelledMs = firstCancels(evidence);
  const lives = new Map<string, Life>();
  for (const sighting of evidence.sightings) {
    const { order, answeredMs } = sighting;
    if (order.status !== 'awaiting_payment' && order.status !== 'paid') continue;
    const known = lives.get(order.orderId);
    const until = Math.min(cancelledMs.get(order.orderId) ?? Infinity, holdEndMs(evidence, sighting));
    lives.set(order.orderId, {
      orderId: order.orderId,
      sku: order.sku,
      unit: order.unit,
      buyerId: order.buyerId,
      from: known?.from ?? answeredMs,
      until: Math.max(known?.until ?? 0, until),
    });
  }
  return [...lives.values()].filter(({ from, until }) => from < until);
}

/** A paid order is known to be so until the answer that said it; an unpaid one until just before `payBy`. */
function holdEndMs({ clock }: Evidence, { order, answeredMs }: Sighting): number {
  if (order.status === 'paid' || order.payBy === undefined) return answeredMs;
  return Date.parse(order.payBy) - clock.offsetMs - clock.toleranceMs;
}

/** When each order was first asked to be cancelled; the answer to a cancellation names the order, a lost one may not. */
function firstCancels(evidence: Evidence): ReadonlyMap<string, number> {
  const firstByWish = new Map<number, number>();
  for (const { kind, wish, sentMs } of evidence.requests)
    if (kind === 'cancel' && !firstByWish.has(wish)) firstByWish.set(wish, sentMs);
  if (firstByWish.size === 0) return new Map();
  const firstByBuyer = new Map<string, number>();
  for (const [wish, sentMs] of firstByWish) {
    const buyerId = evidence.names.buyerIdOf(Math.floor(wish / evidence.names.wishesPerBuyer));
    firstByBuyer.set(buyerId, Math.min(firstByBuyer.get(buyerId) ?? Infinity, sentMs));
  }
  // Any order of a buyer who cancelled something may be the one: rather believe too little than accuse wrongly.
  const cancels = new Map<string, number>();
  for (const { order } of evidence.sightings) {
    const sentMs = firstByBuyer.get(order.buyerId);
    if (sentMs !== undefined) cancels.set(order.orderId, sentMs);
  }
  return cancels;
}

/** On the journal's scale, with the instants: the gate's for going out, the ledger's for coming back. */
export type BookedLife = Life & { readonly fromMs: number; readonly untilMs: number };

export type JournalLives = {
  readonly lives: readonly BookedLife[];
  /** Orders that the export does not have. */
  readonly strangers: readonly string[];
};

/** The journal folded: each order holds its unit from its first live entry to its first one that is not. */
export function livesOfJournal({ finals, journal }: Evidence): JournalLives {
  const open = new Map<string, BookedLife>();
  const lives: BookedLife[] = [];
  const strangers = new Set<string>();
  for (const entry of journal) {
    const { seq, at, orderId, to } = entry;
    const order = finals.get(orderId);
    if (order === undefined) strangers.add(orderId);
    const life = open.get(orderId);
    if (isLive(to)) {
      if (life === undefined) open.set(orderId, bornIn(entry, order));
    } else if (life !== undefined) {
      open.delete(orderId);
      lives.push({ ...life, until: seq, untilMs: Date.parse(at) });
    }
  }
  return { lives: [...lives, ...open.values()], strangers: [...strangers] };
}

function bornIn({ seq, at, orderId, sku, unit }: JournalEntry, order: Order | undefined): BookedLife {
  return {
    orderId,
    sku: sku ?? order?.sku ?? 'an unknown sku',
    unit,
    buyerId: order?.buyerId ?? 'an unknown buyer',
    from: seq,
    until: Infinity,
    fromMs: Date.parse(order?.placedAt ?? at),
    untilMs: Infinity,
  };
}

export type Crowding = { readonly group: string; readonly at: number; readonly orderIds: readonly string[] };

/** The first moment in each group at which more than its limit were alive together. */
export function crowdedGroups(
  lives: readonly Life[],
  groupOf: (life: Life) => string,
  limitOf: (group: string) => number,
): readonly Crowding[] {
  const found: Crowding[] = [];
  for (const [group, members] of Map.groupBy(lives, groupOf)) {
    const limit = limitOf(group);
    // Nearly every group is too small to be crowded at any moment.
    const crowd = members.length <= limit ? undefined : firstCrowd(members, limit);
    if (crowd !== undefined) found.push({ group, ...crowd });
  }
  return found;
}

function firstCrowd(lives: readonly Life[], limit: number): Omit<Crowding, 'group'> | undefined {
  const alive = new Set<string>();
  for (const { orderId, at, isBirth } of changesOf(lives)) {
    if (!isBirth) alive.delete(orderId);
    else if (alive.add(orderId).size > limit) return { at, orderIds: [...alive] };
  }
  return undefined;
}

type Change = { readonly orderId: string; readonly at: number; readonly isBirth: boolean };

/** Births and deaths in their order; of those at one moment the deaths come first, which accuses nobody wrongly. */
function changesOf(lives: readonly Life[]): readonly Change[] {
  const births = lives.map(({ orderId, from }) => ({ orderId, at: from, isBirth: true }));
  const deaths = lives
    .filter(({ until }) => until !== Infinity)
    .map(({ orderId, until }) => ({ orderId, at: until, isBirth: false }));
  return [...deaths, ...births].sort((a, b) => a.at - b.at);
}
