// Who asks first, and when: every wish of every buyer once a round, buyers in an order shuffled by seed.
import { earlyAskIntervalMs } from '../limits.ts';
import { chance, shuffled } from './chance.ts';

/**
 * When the first asks are due, in milliseconds of the client's monotonic clock.
 * - With a rate the crowd is an open loop: ask number i is due at `startMs` + i ÷ rate, whatever the server does.
 * - At an opening without a rate everybody's first ask is due at `startMs`, which is the opening.
 * - Else it is a closed loop: an ask is due when a connection is free for it.
 */
export type Schedule = {
  readonly kind: 'rate' | 'opening' | 'closed-loop';
  readonly startMs: number;
  /** The opening; undefined when the sale is open already. */
  readonly opensMs: number | undefined;
  /** From here to the opening buyers ask too early, again and again; undefined for none. */
  readonly earlyFromMs: number | undefined;
  readonly ratePerSecond: number | undefined;
};

export type CrowdShape = {
  readonly buyers: number;
  readonly wishesPerBuyer: number;
  /** How often every buyer asks for every wish. */
  readonly rounds: number;
  readonly skus: number;
  /** Share of buyers who ask twice at once. */
  readonly twiceShare: number;
  /** Share of buyers who cancel what they won. */
  readonly cancelShare: number;
  readonly seed: number;
};

export type FirstAsk = { readonly wish: number; readonly asksTwice: boolean };

/** Asks due at once, without a plan. */
const dueNow = Number.NEGATIVE_INFINITY;

export class FirstAsks {
  readonly #shape: CrowdShape;
  readonly #schedule: Schedule;
  readonly #order: Uint32Array;
  readonly #total: number;
  #next = 0;
  #asksTaken = 0;
  #earlyTaken = 0;

  constructor(shape: CrowdShape, schedule: Schedule) {
    this.#shape = shape;
    this.#schedule = schedule;
    this.#order = shuffled(shape.seed, shape.buyers);
    this.#total = shape.buyers * shape.wishesPerBuyer * shape.rounds;
  }

  /** First asks that were not taken yet, twins not counted. */
  get left(): number {
    return this.#total - this.#next;
  }

  /** When the next one is due; infinite when there is none. */
  get dueMs(): number {
    if (this.#next >= this.#total) return Number.POSITIVE_INFINITY;
    const { kind, startMs, ratePerSecond } = this.#schedule;
    if (kind === 'rate') return startMs + (this.#asksTaken * 1_000) / (ratePerSecond as number);
    const isFirstRound = this.#next < this.#shape.buyers * this.#shape.wishesPerBuyer;
    return kind === 'opening' && isFirstRound ? startMs : dueNow;
  }

  /** Who asks next, without taking it. */
  get asksTwice(): boolean {
    return asksTwice(this.#shape, this.#buyerAt(this.#next));
  }

  take(): FirstAsk {
    const { wishesPerBuyer } = this.#shape;
    const buyer = this.#buyerAt(this.#next);
    const wish = buyer * wishesPerBuyer + (this.#next % wishesPerBuyer);
    const ask = { wish, asksTwice: asksTwice(this.#shape, buyer) };
    this.#next++;
    this.#asksTaken += ask.asksTwice ? 2 : 1;
    return ask;
  }

  /** When the next early ask may leave; infinite when nobody asks early any more. */
  earlyDueMs(nowMs: number): number {
    const { earlyFromMs, opensMs } = this.#schedule;
    if (earlyFromMs === undefined || opensMs === undefined || nowMs >= opensMs) return Number.POSITIVE_INFINITY;
    const dueMs = earlyFromMs + Math.floor(this.#earlyTaken / this.#shape.buyers) * earlyAskIntervalMs;
    return dueMs < opensMs ? dueMs : Number.POSITIVE_INFINITY;
  }

  /** The wish of the next early ask: the first wish of one buyer after the other. */
  takeEarly(): number {
    const buyer = this.#order[this.#earlyTaken++ % this.#shape.buyers] as number;
    return buyer * this.#shape.wishesPerBuyer;
  }

  #buyerAt(step: number): number {
    return this.#order[Math.floor(step / this.#shape.wishesPerBuyer) % this.#shape.buyers] as number;
  }
}

function asksTwice(shape: CrowdShape, buyer: number): boolean {
  return chance(shape.seed, 'twice', buyer) < shape.twiceShare;
}

/** Whether this buyer gives back what it wins. */
export function cancelsAfterWinning(shape: CrowdShape, buyer: number): boolean {
  return chance(shape.seed, 'cancel', buyer) < shape.cancelShare;
}

/** Which variant a wish is for, by its position in the sale. */
export function skuOfWish(shape: CrowdShape, wish: number): number {
  return Math.floor(chance(shape.seed, 'sku', wish) * shape.skus);
}
