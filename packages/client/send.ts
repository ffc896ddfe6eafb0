// Sends one request as a client does.
import type { RouteId } from '@penstock/contract';
import type { ClientOptions } from './caller.ts';
import type { AnyRequest } from './request.ts';
import { headersOf, methodOf } from './request.ts';

/** The caller's token at this moment. */
export const tokenOf = ({ token }: ClientOptions): string | undefined =>
  typeof token === 'function' ? token() : token;

/** Sends a request to an address. Rejects when the network or the signal ends it. */
export function send(
  options: ClientOptions,
  routeId: RouteId,
  { url, request, signal }: { readonly url: string; readonly request: AnyRequest; readonly signal: AbortSignal },
): Promise<Response> {
  return fetch(url, {
    method: methodOf(routeId),
    headers: headersOf(request, tokenOf(options)),
    credentials: 'same-origin',
    signal,
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  });
}

/** A signal that ends with either. */
export function anySignal(own: AbortSignal, given: AbortSignal | undefined): AbortSignal {
  return given === undefined ? own : AbortSignal.any([own, given]);
}
