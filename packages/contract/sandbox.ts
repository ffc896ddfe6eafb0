// The sandbox: a payment provider for trying things out, with a page where a person decides.
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { PaymentId } from './payment.ts';
import { AmountMinor, Currency, Instant, OrderId } from './scalars.ts';

/** What a person, or a test, can make happen to a payment of the sandbox. */
export const sandboxScenarios = [
  'approve',
  'decline',
  'late-webhook',
  'duplicate-webhook',
  'lost-webhook',
  'out-of-order',
  'wrong-amount',
  'slow-capture',
  'silent-capture',
  'refund-fails-once',
] as const;

export type SandboxScenario = (typeof sandboxScenarios)[number];

export const SandboxDecisionSchema = Type.Object(
  {
    scenario: Type.Enum([...sandboxScenarios], {
      description:
        '`approve` and `decline` are what buyers do. `late-webhook`: the news comes 10 s later; `duplicate-webhook`: ' +
        'three times; `lost-webhook`: never; `out-of-order`: an older decline comes after it. `wrong-amount`: one minor ' +
        'unit less is taken. `slow-capture`: no answer for 3 s; `silent-capture`: none until 12 s after `payBy`, so ' +
        'that the money is too late; `refund-fails-once`: the same, and its refund fails at first.',
    }),
  },
  { $id: 'SandboxDecision', additionalProperties: false, description: 'What becomes of a payment of the sandbox.' },
);

export type SandboxDecision = Static<typeof SandboxDecisionSchema>;

/** The states of a payment at the sandbox. */
export const sandboxStatuses = ['open', 'failed', 'closed', 'captured', 'refunded'] as const;

export const SandboxPaymentSchema = Type.Object(
  {
    paymentId: PaymentId,
    orderId: OrderId,
    status: Type.Enum([...sandboxStatuses]),
    amountMinor: AmountMinor,
    currency: Currency,
    capturedMinor: AmountMinor,
    refundedMinor: AmountMinor,
    at: Instant,
  },
  { $id: 'SandboxPayment', description: 'A payment as the sandbox’s own list has it; `at` is its last change.' },
);

export type SandboxPayment = Static<typeof SandboxPaymentSchema>;
