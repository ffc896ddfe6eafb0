import type { AskRefusal, GateView, Settled, SettlementWaiters, Wish } from '@penstock/core';
import { decideAsk, phaseOf } from '@penstock/core';
import { changesOf } from '../gate/changes-of.ts';
import { countsAgeMaxMs } from '../limits.ts';
import type { FollowedSale } from './follow-sale.ts';
import type { Followers } from './followers.ts';
import type { GateClock } from './gate-clock.ts';

export type ViewParts = {
  readonly followers: Followers;
  /** When the list of all sales was last heard, in local monotonic ms. */
  readonly listHeardMs: () => number;
  readonly waiters: SettlementWaiters;
  /** What was settled lately, for whoever asks a moment too late. */
  readonly settledLately: (orderId: string) => Settled | undefined;
  /** How long in ms ago a node must have heard from the gate to refuse by what it remembers. */
  readonly ageMaxMs: number;
  readonly onChange: GateView['onChange'];
  /** The clock that was measured most exactly, for what is not about one sale. */
  readonly bestClock: () => GateClock;
};

/** What a node knows of the gate without asking it: as much as it heard within half a second, and no more. */
export function createView(parts: ViewParts): GateView {
  const { followers, waiters } = parts;
  const nowOf = (clock: GateClock) => clock.at(performance.now());
  return {
    nowMs(saleId) {
      const clock = (saleId === undefined ? undefined : followers.known(saleId)?.clock) ?? parts.bestClock();
      return Math.round(nowOf(clock)?.nowMs ?? Number.NaN);
    },
    refusal(saleId, wish) {
      const sale = followers.asked(saleId);
      const heardMs = sale === undefined ? parts.listHeardMs() : sale.heardMs;
      if (performance.now() - heardMs > parts.ageMaxMs) return undefined;
      return sale === undefined ? { kind: 'sale-not-found' } : refusalOf(sale, wish);
    },
    counts(saleId) {
      const sale = followers.known(saleId);
      if (sale?.memory === undefined || performance.now() - sale.heardMs > countsAgeMaxMs) return undefined;
      const nowMs = sale.clock === undefined ? undefined : nowOf(sale.clock)?.nowMs;
      if (nowMs === undefined || sale.version === undefined) return undefined;
      const skus = sale.memory.counts();
      const changes = changesOf(Number(sale.version.epoch), Number(sale.version.step));
      return { phase: phaseOf(sale.memory.rules, skus, nowMs), skus, changes };
    },
    settled(orderId, waitMs) {
      const settled = parts.settledLately(orderId);
      if (settled !== undefined) return Promise.resolve(settled);
      const word = waiters.wait(orderId, waitMs);
      followers.hasten();
      return word;
    },
    onChange: parts.onChange,
  };
}

/** What holds of a wish whoever else may have an order. */
const aboutNobody: readonly AskRefusal['kind'][] = ['sale-not-found', 'not-armed', 'unknown-sku', 'sale-not-open'];

function refusalOf(sale: FollowedSale, wish: Wish): AskRefusal | undefined {
  if (sale.standing === 'missing') return { kind: 'sale-not-found' };
  if (sale.standing === 'fenced' || sale.standing === 'strange') return { kind: 'not-armed' };
  const now = sale.clock?.at(performance.now());
  if (sale.memory === undefined || now === undefined) return undefined;
  const { nowMs, errorMs } = now;
  const { opensAtMs, closesAtMs } = sale.memory.rules;
  // So near to the opening or the end that this node cannot tell which side it is on, the gate alone can.
  if (Math.abs(nowMs - opensAtMs) <= errorMs || Math.abs(nowMs - closesAtMs) <= errorMs) return undefined;
  const decision = decideAsk(sale.memory, wish, nowMs);
  if (decision.kind === 'grant') return undefined;
  return sale.isWhole || aboutNobody.includes(decision.kind) ? decision : undefined;
}
