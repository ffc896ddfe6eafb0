import type { FastifyReply, FastifyRequest } from 'fastify';
import type { createAskRoute } from '../ask.ts';
import type { Handlers } from '../call.ts';
import { noSale } from './sales.ts';

/**
 * Asking for a unit is answered before the framework, but only at its plain address. One with a query string or
 * escapes is brought into the plain form here, before its body is read, and answered by the very same code.
 */
export function askEarly(ask: ReturnType<typeof createAskRoute>) {
  return ({ raw, params }: FastifyRequest, reply: FastifyReply): boolean => {
    const { saleId } = params as { readonly saleId: string };
    raw.url = `/api/v1/sales/${saleId}/orders`;
    return ask(raw, reply.raw);
  };
}

/** What is left has a name that no sale can have. */
export const askHandlers = {
  askForUnit: ({ params: { saleId } }) => noSale(saleId),
} satisfies Handlers;
