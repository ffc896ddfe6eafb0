import type { CloseAnswer, OpenAnswer, Payment, PaymentProvider } from '@penstock/core';
import { paymentIdOf } from '@penstock/core';
import { turn } from './fake-clock.ts';

/** What a buyer, or the world, does at the provider. */
export type BuyerAct =
  | 'pay'
  | 'decline'
  /** The buyer pays, and the provider answers nothing about it for a while. */
  | 'pay-in-silence'
  /** The same, and the first refund of it fails. */
  | 'pay-with-failing-refund';

/** A provider to be tested, without payments. */
export type ProviderUnderTest = {
  /** As it is now: after `restart` it is another one on the same books. */
  provider(): PaymentProvider;
  nowMs(): number;
  /** Answers whether the provider let it happen. */
  act(paymentId: string, act: BuyerAct): boolean;
  /** Lets the time pass for which the provider is silent. */
  endSilence(): Promise<void>;
  /** Ends the provider's process and starts it again. */
  restart(): void;
  close(): Promise<void>;
};

export type MakeProvider = () => Promise<ProviderUnderTest>;

/** One promise of the port, by its name. */
export type ProviderCase = readonly [name: string, run: (under: ProviderUnderTest) => Promise<void>];

export const price = { amountMinor: 9_900, currency: 'CNY' } as const;

/** An attempt that the ledger has just written down. */
export function attemptOf({ nowMs }: ProviderUnderTest, orderId = 'order-1', attempt = 1): Payment {
  const atMs = nowMs();
  return {
    paymentId: paymentIdOf(orderId, attempt),
    orderId,
    saleId: 'sale-1',
    provider: 'test',
    status: 'opening',
    ...price,
    expiresAtMs: atMs + 60_000,
    capturedMinor: 0,
    refundedMinor: 0,
    openedAtMs: atMs,
    changedAtMs: atMs,
  };
}

/** `open`, `closed`, `captured 9900 CNY` */
export function answerText(answer: OpenAnswer | CloseAnswer): string {
  return answer.kind === 'captured' ? `captured ${answer.amountMinor} ${answer.currency}` : answer.kind;
}

/** `open 0-0`, `captured 9900-0`, `unknown`: the status, what was captured and what was given back. */
export async function foundText(under: ProviderUnderTest, paymentId: string): Promise<string> {
  const found = await under.provider().find(paymentId);
  return found === undefined ? 'unknown' : `${found.status} ${found.capturedMinor}-${found.refundedMinor}`;
}

/** Whether a call has an answer now, or is still waiting for one. */
export async function isAnswered(call: Promise<unknown>): Promise<boolean> {
  let isDone = false;
  const done = () => {
    isDone = true;
  };
  call.then(done, done);
  await turn();
  return isDone;
}
