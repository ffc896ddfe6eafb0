// The winners who pay: each of them opens a payment and decides it on the sandbox's page, as a browser would.
import { setTimeout as pause } from 'node:timers/promises';
import type { Payment, SandboxScenario } from '@penstock/contract';
import { RushFailure } from '../failures.ts';
import type { CalmAnswer, CalmClient } from '../http/calm-client.ts';
import { declineLookMs, declineLooksMax, payersAtOnceMax, payRetryMs, payTriesMax } from '../limits.ts';
import type { PayPlan } from './payer-plan.ts';

/** What somebody won, and until when by the server's clock. */
export type WonOrder = { readonly orderId: string; readonly payByMs: number };

export type PayerPorts = {
  readonly client: CalmClient;
  readonly planOf: (buyer: number) => PayPlan;
  readonly tokenOf: (buyer: number) => string;
  /** Milliseconds since 1970 by the server's clock. */
  readonly serverNowMs: () => number;
};

export type PayCounts = {
  /** Winners by how they meant to pay. */
  readonly meant: Readonly<Record<PayPlan['kind'], number>>;
  /** Payments that the provider took, declined, or would not take any more. */
  readonly taken: number;
  readonly declined: number;
  readonly tooLate: number;
  /** Orders that could not be paid when their buyers came to it. */
  readonly notPayable: number;
  /** Calls that had no good answer however often they were made. */
  readonly gaveUp: number;
};

export class Payers {
  readonly #ports: PayerPorts;
  readonly #seen = new Set<string>();
  readonly #paying = new Set<Promise<void>>();
  readonly #waiting: (() => void)[] = [];
  readonly #counts = {
    meant: { never: 0, 'at-once': 0, 'around-pay-by': 0, 'too-late': 0, twice: 0 },
    ...{ taken: 0, declined: 0, tooLate: 0, notPayable: 0, gaveUp: 0 },
  };
  #busy = 0;

  constructor(ports: PayerPorts) {
    this.#ports = ports;
  }

  /** Somebody has a unit. Heard again of the same order, nothing more is done. */
  won(buyer: number, order: WonOrder): void {
    if (this.#seen.has(order.orderId)) return;
    this.#seen.add(order.orderId);
    const plan = this.#ports.planOf(buyer);
    this.#counts.meant[plan.kind]++;
    const paying = this.#pay(buyer, order, plan).finally(() => this.#paying.delete(paying));
    this.#paying.add(paying);
  }

  /** Settles when everybody has paid who meant to. */
  async done(): Promise<PayCounts> {
    while (this.#paying.size > 0) await Promise.all(this.#paying);
    return this.#counts;
  }

  async #pay(buyer: number, order: WonOrder, plan: PayPlan): Promise<void> {
    switch (plan.kind) {
      case 'never':
        return;
      case 'at-once':
        await pause(plan.afterMs);
        return this.#decide(await this.#open(buyer, order), plan.scenario);
      case 'too-late':
        return this.#decide(await this.#open(buyer, order), 'silent-capture');
      case 'around-pay-by': {
        const payment = await this.#open(buyer, order);
        await pause(Math.max(0, order.payByMs + plan.offsetMs - this.#ports.serverNowMs()));
        return this.#decide(payment, 'approve');
      }
      case 'twice':
        await pause(plan.afterMs);
        return this.#payTwice(buyer, order);
    }
  }

  async #payTwice(buyer: number, order: WonOrder): Promise<void> {
    const first = await this.#open(buyer, order);
    await this.#decide(first, 'decline');
    for (let look = 0; first !== undefined && look < declineLooksMax; look++) {
      const second = await this.#open(buyer, order);
      if (second === undefined) return;
      if (second.paymentId !== first.paymentId) {
        await this.#decide(second, 'approve');
        return this.#decide(first, 'approve');
      }
      // The shop has not heard yet that the first attempt was declined.
      await pause(declineLookMs);
    }
  }

  async #open(buyer: number, { orderId }: WonOrder): Promise<Payment | undefined> {
    const path = `/api/v1/orders/${encodeURIComponent(orderId)}/payment`;
    const answer = await this.#call(path, { token: this.#ports.tokenOf(buyer) });
    if (answer?.status === 201) return answer.body as Payment;
    if (answer?.status === 409) this.#counts.notPayable++;
    else this.#counts.gaveUp++;
    return undefined;
  }

  async #decide(payment: Payment | undefined, scenario: SandboxScenario): Promise<void> {
    if (payment === undefined) return;
    const { pathname } = new URL(payment.url, 'http://rush');
    const answer = await this.#call(pathname, { body: { scenario } });
    if (answer?.status === 303) this.#counts[scenario === 'decline' ? 'declined' : 'taken']++;
    else if (answer?.status === 409) this.#counts.tooLate++;
    else this.#counts.gaveUp++;
  }

  /** A server that is away, or busy, is asked again; `undefined` when that did not help. */
  async #call(path: string, options: { readonly token?: string; readonly body?: unknown }) {
    await this.#turn();
    try {
      for (let attempt = 1; attempt <= payTriesMax; attempt++) {
        const answer = await answerOf(this.#ports.client, path, options);
        if (answer !== undefined && answer.status < 500 && answer.status !== 429) return answer;
        await pause(payRetryMs);
      }
      return undefined;
    } finally {
      this.#busy--;
      this.#waiting.shift()?.();
    }
  }

  async #turn(): Promise<void> {
    while (this.#busy >= payersAtOnceMax) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#busy++;
  }
}

async function answerOf(
  client: CalmClient,
  path: string,
  options: { readonly token?: string; readonly body?: unknown },
): Promise<CalmAnswer | undefined> {
  try {
    return await client.call('POST', path, options);
  } catch (error) {
    if (error instanceof RushFailure) return undefined;
    throw error;
  }
}
