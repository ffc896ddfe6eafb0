import { join } from 'node:path';
import type { PaymentProvider } from '@penstock/core';
import type { WebhookFault } from '@penstock/host';
import { signWebhook, systemClock, webhookFault, webhookKeys } from '@penstock/host';
import type { SandboxBook, SandboxDecision, SandboxPayment, Scenario } from '@penstock/sandbox-payments';
import {
  createSandboxProvider,
  decideSandboxPayment,
  openSandboxBook,
  startMessageSender,
} from '@penstock/sandbox-payments';
import { answerInTime } from './answer-in-time.ts';
import { noPayments } from './no-payments.ts';

/** The providers that can be named in the settings. */
export const paymentProviders = ['sandbox', 'none'] as const;

export type PaymentProviderName = (typeof paymentProviders)[number];

/** A message as it came: what its signature is about. */
export type SignedMessage = {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
  /** The gate's clock, in epoch milliseconds. */
  readonly nowMs: number;
};

export type { SandboxPayment };

/** What the sandbox's page and list need of it. */
export type Sandbox = Pick<SandboxBook, 'find' | 'list'> & {
  decide(paymentId: string, scenario: Scenario): SandboxDecision;
};

/** How this shop takes money. */
export type Payments = {
  readonly provider: PaymentProvider;
  /** Why a message about money is not believed. `undefined`: it is the provider's. */
  readonly faultOf: (message: SignedMessage) => WebhookFault | undefined;
  /** Only where the sandbox is the provider. */
  readonly sandbox?: Sandbox;
  /** The shop can be reached at this address, so that the sandbox can send what it has to say. */
  begin(shopUrl: string): void;
  /** Ends once nothing is under way any more. What was not sent is sent after the next start. */
  stop(): Promise<void>;
};

export type PaymentOptions = {
  readonly provider: PaymentProviderName;
  /** As `webhookKeys` takes it; without one no message is believed. */
  readonly webhookSecret: string | undefined;
  readonly dataDir: string;
};

export function startPayments({ provider, webhookSecret, dataDir }: PaymentOptions): Payments {
  const keys = webhookKeys(webhookSecret ?? '');
  const faultOf = (message: SignedMessage) => webhookFault(keys, message);
  if (provider === 'none') {
    return { provider: noPayments, faultOf, begin: () => undefined, stop: () => Promise.resolve() };
  }
  const book = openSandboxBook(join(dataDir, 'sandbox-payments.db'));
  let stopSending: () => Promise<void> = () => Promise.resolve();
  return {
    provider: answerInTime(createSandboxProvider({ book, clock: systemClock })),
    faultOf,
    sandbox: {
      find: book.find,
      list: book.list,
      decide: (paymentId, scenario) => decideSandboxPayment(book, { paymentId, scenario, nowMs: systemClock.nowMs() }),
    },
    begin(shopUrl) {
      stopSending = startMessageSender({
        book,
        clock: systemClock,
        sign: (message) => signWebhook(keys, message),
        webhookUrl: `${shopUrl}/api/v1/payments/sandbox/webhook`,
      });
    },
    async stop() {
      await stopSending();
      book.end();
    },
  };
}
