// Parameters, headers and answers that several routes share.
import type { TSchema } from 'typebox';
import { Type } from 'typebox';
import { idempotencyKeyLengthMax } from './limits.ts';
import { OrderSchema } from './order.ts';
import { reference } from './reference.ts';
import type { RouteResponse } from './route.ts';
import { AdminSaleSchema } from './sale.ts';
import { Cursor, OrderId, PageLimit, SaleId } from './scalars.ts';

export const SaleParams = Type.Object({ saleId: SaleId });

export const OrderParams = Type.Object({ orderId: OrderId });

export const PageQuery = Type.Object(
  { cursor: Type.Optional(Cursor), limit: Type.Optional(PageLimit) },
  { additionalProperties: false },
);

// Two quotes and a backslash before each character is the longest that a key can be written.
const keyHeaderLengthMax = 2 * idempotencyKeyLengthMax + 2;

export const IdempotencyKeyHeader = Type.String({
  description: 'Names one wish: a quoted string of 1 to 64 characters. The same wish is sent again with the same key.',
  minLength: 1,
  maxLength: keyHeaderLengthMax,
  examples: ['"8e03978e-40d5-43e8-bc93-6894a57f9324"'],
});

export const RetryHeader = Type.String({
  description: '`1` on a request that is sent again: it passes every cache on the way.',
  maxLength: 16,
  examples: ['1'],
});

type Headers = { readonly [name: string]: string };

/** An answer of JSON. */
export const json = <Schema extends TSchema>(description: string, schema: Schema, headers: Headers = {}) => ({
  description,
  schema,
  headers,
});

export const orderAnswer = (description: string, headers: Headers = {}) =>
  json(description, reference(OrderSchema), headers);

export const adminSaleAnswer = (description: string, headers: Headers = {}) =>
  json(description, reference(AdminSaleSchema), headers);

/** A stream of server-sent events; the schema is that of one event's data. */
export const eventStream = (description: string, ...schemas: readonly [TSchema, ...TSchema[]]): RouteResponse => ({
  description,
  content: { 'text/event-stream': schemas.length === 1 ? schemas[0] : Type.Union([...schemas]) },
});

/** Lines of JSON; the schema is that of one line. */
export const jsonLines = (description: string, schema: TSchema): RouteResponse => ({
  description,
  content: { 'application/x-ndjson': schema },
});

export const noContent = (description: string): RouteResponse => ({ description });
