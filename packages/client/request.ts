// Turns a route's id and its parts into a request.
import type { BodyOf, ParamsOf, QueryOf, RouteId } from '@penstock/contract';
import { formatIdempotencyKey, routePaths } from '@penstock/contract';

type Parts<Name extends string, Value> = undefined extends Value
  ? { readonly [name in Name]?: Value }
  : { readonly [name in Name]: Value };

/** What a call of a route takes. `isRetry` says that it is sent again, which passes every cache on the way. */
export type CallRequest<Id extends RouteId> = Parts<'params', ParamsOf<Id>> & {
  readonly query?: QueryOf<Id>;
  readonly body?: BodyOf<Id>;
  readonly idempotencyKey?: string;
  readonly isRetry?: boolean;
  readonly ifNoneMatch?: string;
  readonly signal?: AbortSignal;
};

/** The parts of a request without the types of its route. */
export type AnyRequest = {
  readonly params?: object | undefined;
  readonly query?: object | undefined;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  readonly isRetry?: boolean;
  readonly ifNoneMatch?: string;
};

/** The method of a route. */
export const methodOf = (routeId: RouteId): string => routePaths[routeId].split(' ', 1)[0] ?? 'GET';

/** The address of a call. Throws a TypeError when a parameter of the path is missing. */
export function urlOf(baseUrl: string, routeId: RouteId, { params = {}, query = {} }: AnyRequest): string {
  const template = routePaths[routeId].slice(methodOf(routeId).length + 1);
  const values = new Map(Object.entries(params));
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new TypeError(`${routeId} needs ${name}`);
    return encodeURIComponent(String(value));
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  const text = search.toString();
  return `${baseUrl.replace(/\/$/, '')}${path}${text === '' ? '' : `?${text}`}`;
}

/** The headers of a call. */
export function headersOf(request: AnyRequest, token: string | undefined): Headers {
  const headers = new Headers({ accept: 'application/json, application/problem+json, */*;q=0.5' });
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  if (request.body !== undefined) headers.set('content-type', 'application/json');
  if (request.idempotencyKey !== undefined) {
    headers.set('idempotency-key', formatIdempotencyKey(request.idempotencyKey));
  }
  if (request.isRetry === true) headers.set('penstock-retry', '1');
  if (request.ifNoneMatch !== undefined) headers.set('if-none-match', request.ifNoneMatch);
  return headers;
}
