// The crowd itself: takes what is due, sends it on a free connection, writes down what came back, and decides what
// its buyer does next. One turn of the event loop sends all requests of the connections that were answered in it.

import type { RequestKind } from '../history/classify-answer.ts';
import { classifyAnswer } from '../history/classify-answer.ts';
import type { History } from '../history/history.ts';
import type { Outcome } from '../history/outcomes.ts';
import { outcomeClass, outcomeNumber, outcomes } from '../history/outcomes.ts';
import type { Connection, Endpoint } from '../http/connection.ts';
import { ConnectionPool } from '../http/connection-pool.ts';
import type { Answer } from '../http/parse-answer.ts';
import { cancelDelayMaxMs, oddBodiesMax, oddBodyLengthMax, serverAwayMaxMs, spinMs } from '../limits.ts';
import type { WonOrder } from '../pay/payers.ts';
import type { BuyerNames } from './buyer-names.ts';
import type { BuyerTokens } from './buyer-tokens.ts';
import { chance } from './chance.ts';
import { DueQueue } from './due-queue.ts';
import type { CrowdShape, Schedule } from './first-asks.ts';
import { cancelsAfterWinning, FirstAsks, skuOfWish } from './first-asks.ts';
import { nextStep } from './next-step.ts';
import { RequestWriter } from './request-writer.ts';

export type CrowdPlan = {
  readonly endpoint: Endpoint;
  /** What stands in the `Host` header. */
  readonly host: string;
  readonly connections: number;
  readonly saleId: string;
  readonly skus: readonly string[];
  readonly shape: CrowdShape;
  readonly schedule: Schedule;
  /** Retries of one ask. */
  readonly retries: number;
  readonly names: BuyerNames;
  readonly tokens: BuyerTokens;
  /** Hears of every answer that gives a buyer an order which waits to be paid. */
  readonly onWon?: (buyer: number, order: WonOrder) => void;
};

/** How a run ended: everybody was done, the server was away for too long, or somebody stopped it. */
export type CrowdEnd = 'done' | 'server-away' | 'stopped';

export type CrowdProgress = {
  readonly sent: number;
  readonly answered: number;
  readonly inFlight: number;
  /** First asks and follow-ups that were not sent yet. */
  readonly waiting: number;
  readonly connectionsOpen: number;
  /** Answers to asks by the number of their outcome. */
  readonly counts: readonly number[];
};

/** Something to send: a first ask, or what followed from an answer. */
type Task = {
  readonly dueMs: number;
  readonly kind: RequestKind;
  readonly wish: number;
  readonly attempt: number;
  readonly notOpenAsks: number;
  readonly isEarly: boolean;
  readonly isTwin: boolean;
  /** Of a cancellation. */
  readonly orderId: string | undefined;
};

export class Crowd {
  /** The first bodies of answers that nobody expected. */
  readonly oddBodies: string[] = [];
  readonly #plan: CrowdPlan;
  readonly #history: History;
  readonly #pool: ConnectionPool;
  readonly #writer: RequestWriter;
  readonly #firstAsks: FirstAsks;
  readonly #followUps = new DueQueue<Task>();
  /** What each connection is busy with. */
  readonly #flights: (Task | undefined)[] = [];
  readonly #counts = new Array<number>(outcomes.length).fill(0);
  readonly #isDecided: Uint8Array;
  readonly #isGivenBack: Uint8Array;
  readonly #end = Promise.withResolvers<CrowdEnd>();
  #inFlight = 0;
  #answered = 0;
  #isPumpDue = false;
  #timer: NodeJS.Timeout | undefined;
  #stopped: CrowdEnd | undefined;

  constructor(plan: CrowdPlan, history: History) {
    this.#plan = plan;
    this.#history = history;
    this.#firstAsks = new FirstAsks(plan.shape, plan.schedule);
    this.#writer = new RequestWriter(plan);
    this.#isDecided = new Uint8Array(plan.shape.buyers * plan.shape.wishesPerBuyer);
    this.#isGivenBack = new Uint8Array(this.#isDecided.length);
    this.#pool = new ConnectionPool(plan.endpoint, plan.connections, {
      changed: () => this.#pumpSoon(),
      answered: (connection, bytes, answer) => this.#hear(connection, bytes, answer),
      lost: (connection, reason) => this.#conclude(connection, reason, 0, -1, performance.now()),
    });
  }

  /** Opens the connections and plays the crowd to its end. */
  async play(): Promise<CrowdEnd> {
    this.#pool.open();
    const watch = setInterval(() => this.#watch(), serverAwayMaxMs / 100);
    const end = await this.#end.promise;
    clearInterval(watch);
    clearTimeout(this.#timer);
    this.#pool.close();
    return end;
  }

  /** Asks nothing more; what is in flight is still heard. */
  stop(why: CrowdEnd): void {
    this.#stopped ??= why;
    this.#followUps.clear();
    this.#pumpSoon();
  }

  progress(): CrowdProgress {
    return {
      sent: this.#history.length,
      answered: this.#answered,
      inFlight: this.#inFlight,
      waiting: this.#firstAsks.left + this.#followUps.size,
      connectionsOpen: this.#pool.openCount,
      counts: [...this.#counts],
    };
  }

  #watch(): void {
    if (this.#pool.awayMs(performance.now()) > serverAwayMaxMs) this.stop('server-away');
  }

  #pumpSoon(): void {
    if (this.#isPumpDue) return;
    this.#isPumpDue = true;
    setImmediate(() => this.#pump());
  }

  /** Sends all that is due and for which a connection is free. */
  #pump(): void {
    this.#isPumpDue = false;
    const nowMs = performance.now();
    while (this.#stopped === undefined && this.#pool.freeCount > 0) if (!this.#sendNext(nowMs)) break;
    if (this.#inFlight === 0 && (this.#stopped !== undefined || this.#isAllDone(nowMs)))
      this.#end.resolve(this.#stopped ?? 'done');
    else if (this.#pool.freeCount > 0 && this.#stopped === undefined) this.#wakeFor(nowMs);
  }

  #isAllDone(nowMs: number): boolean {
    return this.#firstAsks.left === 0 && this.#followUps.size === 0 && this.#firstAsks.earlyDueMs(nowMs) === Infinity;
  }

  /** Timers are a millisecond or two late, so the last moments before the opening are spent turning. */
  #wakeFor(nowMs: number): void {
    const { opensMs } = this.#plan.schedule;
    const nextMs = Math.min(this.#followUps.dueMs, this.#firstAsks.dueMs, this.#firstAsks.earlyDueMs(nowMs));
    const isOpening = nextMs === opensMs;
    clearTimeout(this.#timer);
    if (isOpening && nextMs - nowMs <= spinMs) this.#pumpSoon();
    else if (nextMs > nowMs && nextMs !== Infinity)
      this.#timer = setTimeout(() => this.#pumpSoon(), nextMs - nowMs - (isOpening ? spinMs : 0));
  }

  /** False when nothing is due, or when two who ask at once need a second connection. */
  #sendNext(nowMs: number): boolean {
    const { dueMs } = this.#firstAsks;
    // What follows from an answer goes first: a unit that is given back is of use only while people still ask.
    if (this.#followUps.dueMs <= nowMs) this.#send(this.#followUps.take() as Task, nowMs);
    else if (dueMs <= nowMs) {
      if (this.#firstAsks.asksTwice && this.#pool.freeCount < 2 && this.#pool.openCount > 1) return false;
      this.#sendFirst(dueMs === -Infinity ? nowMs : dueMs, nowMs);
    } else if (this.#firstAsks.earlyDueMs(nowMs) <= nowMs)
      this.#send({ ...newAsk(this.#firstAsks.takeEarly(), nowMs), isEarly: true }, nowMs);
    else return false;
    return true;
  }

  #sendFirst(dueMs: number, nowMs: number): void {
    const { wish, asksTwice } = this.#firstAsks.take();
    this.#isDecided[wish] = 0;
    const ask = newAsk(wish, dueMs);
    if (!asksTwice) {
      this.#send(ask, nowMs);
      return;
    }
    const twin = { ...ask, isTwin: true };
    this.#send(twin, nowMs);
    if (this.#pool.freeCount > 0) this.#send(twin, nowMs);
    else this.#followUps.add(twin);
  }

  #send(task: Task, nowMs: number): void {
    const connection = this.#pool.take() as Connection;
    const sku = skuOfWish(this.#plan.shape, task.wish);
    const { kind, wish, attempt, isEarly, isTwin, dueMs } = task;
    const request = this.#history.begin({ kind, wish, sku, attempt, isEarly, isTwin, dueMs, sentMs: nowMs });
    this.#flights[connection.number] = task;
    this.#inFlight++;
    const bytes =
      task.orderId === undefined
        ? this.#writer.ask(connection.number, { wish, sku, isRetry: attempt > 0 })
        : this.#writer.cancel(task.orderId, wish);
    connection.send(bytes, request, nowMs);
  }

  #hear(connection: Connection, bytes: Buffer, answer: Answer): void {
    const task = this.#flights[connection.number] as Task;
    const body = answer.body ?? bytes;
    const outcome = classifyAnswer(task.kind, answer.status, body, answer.bodyStart, answer.bodyEnd);
    const nowMs = performance.now();
    if (outcomeClass[outcome] === 'ok') {
      const text = body.toString('utf8', answer.bodyStart, answer.bodyEnd);
      this.#history.keepBody(connection.request, text);
      if (task.kind === 'ask') this.#winner(task.wish, text, nowMs);
    } else if (outcome === 'unexpected' && this.oddBodies.length < oddBodiesMax) {
      const end = Math.min(answer.bodyEnd, answer.bodyStart + oddBodyLengthMax);
      this.oddBodies.push(`${answer.status} ${body.toString('utf8', answer.bodyStart, end)}`);
    }
    this.#conclude(connection, outcome, answer.status, answer.retryAfterSeconds, nowMs);
  }

  /** Writes down the end of a request and what its buyer does next. */
  #conclude(connection: Connection, outcome: Outcome, status: number, retryAfterSeconds: number, nowMs: number): void {
    const task = this.#flights[connection.number] as Task;
    this.#flights[connection.number] = undefined;
    this.#inFlight--;
    this.#answered++;
    this.#history.end(connection.request, outcome, status, nowMs);
    if (task.kind === 'ask')
      this.#counts[outcomeNumber[outcome]] = (this.#counts[outcomeNumber[outcome]] as number) + 1;
    const { wish, attempt, notOpenAsks, isEarly } = task;
    const step = nextStep({
      outcome,
      attempt,
      notOpenAsks,
      retryAfterSeconds,
      isDecided: task.kind === 'ask' && this.#isDecided[wish] === 1,
      isEarly,
      retries: this.#plan.retries,
      opensMs: this.#plan.schedule.opensMs,
      nowMs,
      jitter: chance(this.#plan.shape.seed + attempt, 'delay', wish),
    });
    if (task.kind === 'ask' && step.kind === 'rest' && !isEarly) this.#isDecided[wish] = 1;
    this.#pumpSoon();
    if (this.#stopped !== undefined || step.kind === 'rest') return;
    const isRetry = step.kind === 'retry';
    this.#followUps.add({
      ...task,
      dueMs: step.dueMs,
      attempt: attempt + (isRetry ? 1 : 0),
      notOpenAsks: notOpenAsks + (isRetry ? 0 : 1),
    });
  }

  /** Somebody has a unit; some give it back after a moment, others pay for it. */
  #winner(wish: number, body: string, nowMs: number): void {
    const { shape, onWon } = this.#plan;
    if (this.#stopped !== undefined || (shape.cancelShare === 0 && onWon === undefined)) return;
    const { orderId, status, payBy } = JSON.parse(body) as { orderId?: unknown; status?: unknown; payBy?: unknown };
    if (typeof orderId !== 'string' || status !== 'awaiting_payment') return;
    const buyer = Math.floor(wish / shape.wishesPerBuyer);
    if (!cancelsAfterWinning(shape, buyer)) {
      onWon?.(buyer, { orderId, payByMs: Date.parse(String(payBy)) });
      return;
    }
    if (this.#isGivenBack[wish] === 1) return;
    this.#isGivenBack[wish] = 1;
    const dueMs = nowMs + chance(shape.seed, 'delay', wish) * cancelDelayMaxMs;
    this.#followUps.add({ ...newAsk(wish, dueMs), kind: 'cancel', orderId });
  }
}

function newAsk(wish: number, dueMs: number): Task {
  const task = { dueMs, kind: 'ask', wish, attempt: 0, notOpenAsks: 0 } as const;
  return { ...task, isEarly: false, isTwin: false, orderId: undefined };
}
