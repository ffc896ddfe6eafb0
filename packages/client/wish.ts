// A wish: one unit that a person wants. It has one key, however often it is sent.
import type { Client } from './client.ts';
import type { CallResult } from './result.ts';
import type { RetryOptions } from './retry.ts';
import { callWithRetries } from './retry.ts';

/** What is wanted. Keep it (a page: in its session storage), so that a reload sends the same wish again. */
export type Wish = { readonly saleId: string; readonly sku?: string; readonly key: string };

/** A new wish with a key of its own. */
export function newWish(wanted: { readonly saleId: string; readonly sku?: string }): Wish {
  return { ...wanted, key: crypto.randomUUID() };
}

/** Asks for the wish, and again while nobody can answer: the key makes sure that it is granted once. */
export function askFor(
  client: Pick<Client, 'call'>,
  wish: Wish,
  options: RetryOptions & { readonly signal?: AbortSignal } = {},
): Promise<CallResult<'askForUnit'>> {
  const { signal, ...retry } = options;
  const request = {
    params: { saleId: wish.saleId },
    body: wish.sku === undefined ? {} : { sku: wish.sku },
    idempotencyKey: wish.key,
    ...(signal === undefined ? {} : { signal }),
  };
  return callWithRetries(client, 'askForUnit', request, retry);
}
