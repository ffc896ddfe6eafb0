// An order: what a held unit becomes.
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { idempotencyKeyLengthMax } from './limits.ts';
import { reference } from './reference.ts';
import { BuyerId, Currency, Cursor, Instant, OrderId, PriceMinor, SaleId, Sku, UnitOfOrder } from './scalars.ts';

/** The states of an order; the first three are live. */
export const orderStatuses = [
  'reserved',
  'awaiting_payment',
  'paid',
  'expired',
  'cancelled',
  'refused',
  'refund_due',
  'refunded',
] as const;

export type OrderStatus = (typeof orderStatuses)[number];

/** Why an order was refused. */
export const refusedReasons = ['unit-taken', 'gate-rebuilt', 'lost', 'duplicate', 'dead-letter'] as const;

export type RefusedReason = (typeof refusedReasons)[number];

/** What a person should look at before an order's money can be believed. */
export const orderFlags = ['wrong-amount'] as const;

export const OrderStatusSchema = Type.Enum([...orderStatuses], {
  $id: 'OrderStatus',
  description:
    '`reserved`: in line, being recorded; `awaiting_payment`: the buyer’s until `payBy`; `paid`; the others are final, ' +
    'but `refund_due`, which becomes `refunded`.',
});

export const OrderSchema = Type.Object(
  {
    orderId: OrderId,
    saleId: SaleId,
    sku: Sku,
    unit: UnitOfOrder,
    buyerId: BuyerId,
    status: reference(OrderStatusSchema),
    priceMinor: PriceMinor,
    currency: Currency,
    placedAt: Instant,
    payBy: Type.Optional(Instant),
    promisedAt: Type.Optional(Instant),
    paidAt: Type.Optional(Instant),
    endedAt: Type.Optional(Instant),
    reason: Type.Optional(
      Type.String({ description: `Why the order ended; of \`refused\`: ${refusedReasons.join(', ')}.` }),
    ),
    sameAs: Type.Optional(OrderId),
    idempotencyKey: Type.Optional(Type.String({ minLength: 1, maxLength: idempotencyKeyLengthMax })),
    flag: Type.Optional(
      Type.Enum([...orderFlags], {
        description: 'What a person should look at; `wrong-amount`: a payment of another sum than the price was told.',
      }),
    ),
  },
  {
    $id: 'Order',
    description: '`placedAt` is the gate’s clock, the other instants the ledger’s; `payBy` is absent while `reserved`.',
  },
);

export type Order = Static<typeof OrderSchema>;

const orderListFields = { orders: Type.Array(reference(OrderSchema)), next: Type.Optional(Cursor) };

export const OrderListSchema = Type.Object(orderListFields, {
  $id: 'OrderList',
  description: 'Orders, newest first; `next` is there while more follow.',
});

export type OrderList = Static<typeof OrderListSchema>;

/** The columns of an export of orders as CSV, in this order. */
export const orderColumns = [
  'orderId',
  'saleId',
  'sku',
  'unit',
  'buyerId',
  'status',
  'priceMinor',
  'currency',
  'placedAt',
  'payBy',
  'promisedAt',
  'paidAt',
  'endedAt',
  'reason',
  'sameAs',
  'idempotencyKey',
  'flag',
] as const satisfies readonly (keyof Order)[];

/** What a buyer sends to ask for a unit. */
export const AskSchema = Type.Object(
  { sku: Type.Optional(Sku) },
  {
    $id: 'Ask',
    additionalProperties: false,
    description: 'What is asked for; `sku` may be left out where the sale has one variant.',
  },
);

export type Ask = Static<typeof AskSchema>;
