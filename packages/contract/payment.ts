// Money: what a buyer opens, what a provider tells, what an operator exports.
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { nameLengthMax } from './limits.ts';
import { AmountMinor, Currency, Instant, OrderId } from './scalars.ts';

export const PaymentId = Type.String({
  description: 'The id of a payment at its provider.',
  minLength: 1,
  maxLength: nameLengthMax,
  pattern: '^[A-Za-z0-9_.:-]+$',
});

export const ProviderName = Type.String({
  description: 'The name of a payment provider.',
  minLength: 1,
  maxLength: nameLengthMax,
  pattern: '^[a-z0-9-]+$',
  examples: ['sandbox'],
});

export const PaymentSchema = Type.Object(
  {
    paymentId: PaymentId,
    url: Type.String({ description: 'Where the buyer pays.' }),
    amountMinor: AmountMinor,
    currency: Currency,
    expiresAt: Instant,
  },
  { $id: 'Payment', description: 'An open payment; asking again gives the same one.' },
);

export type Payment = Static<typeof PaymentSchema>;

/** The payment events that a provider may send. */
export const paymentEventTypes = ['payment.succeeded', 'payment.failed'] as const;

// Unknown fields are let through: a provider that adds one must not have its money refused.
export const PaymentEventSchema = Type.Object(
  {
    type: Type.Enum([...paymentEventTypes]),
    data: Type.Object({ paymentId: PaymentId, amountMinor: AmountMinor, currency: Currency }),
  },
  { $id: 'PaymentEvent', description: 'What a provider tells about a payment.' },
);

export type PaymentEvent = Static<typeof PaymentEventSchema>;

/** The states of a payment in our own books. */
export const paymentStatuses = ['open', 'failed', 'closed', 'captured', 'refund_due', 'refunded'] as const;

export const PaymentRecordSchema = Type.Object(
  {
    paymentId: PaymentId,
    orderId: OrderId,
    status: Type.Enum([...paymentStatuses]),
    capturedMinor: AmountMinor,
    refundedMinor: AmountMinor,
    at: Instant,
    provider: ProviderName,
    amountMinor: AmountMinor,
    currency: Currency,
  },
  { $id: 'PaymentRecord', description: 'A payment as our own books have it; `at` is its last change.' },
);

export type PaymentRecord = Static<typeof PaymentRecordSchema>;
