// The one table of all routes: the server, the OpenAPI document, the client and the tests come from it.
import type { Static, TSchema } from 'typebox';
import type { Route } from './route.ts';
import { accountRoutes } from './routes-account.ts';
import { buyerRoutes } from './routes-buyer.ts';
import { classicRoutes } from './routes-classic.ts';
import { operatorRoutes } from './routes-operator.ts';
import { publicRoutes } from './routes-public.ts';
import { sandboxRoutes } from './routes-sandbox.ts';

/** Every route by its id, which is the OpenAPI `operationId` too. */
export const routes = {
  ...publicRoutes,
  ...buyerRoutes,
  ...operatorRoutes,
  ...accountRoutes,
  ...sandboxRoutes,
  ...classicRoutes,
} as const;

export type RouteId = keyof typeof routes;

/** Every id, in the table's order. */
export const routeIds: readonly RouteId[] = Object.keys(routes) as RouteId[];

/** The entry of a route, without its exact types. */
export const routeOf = (routeId: RouteId): Route => routes[routeId];

type StaticOf<Schema> = Schema extends TSchema ? Static<Schema> : undefined;
type Part<Id extends RouteId, Name extends keyof Route> = (typeof routes)[Id] extends {
  readonly [name in Name]: infer Schema;
}
  ? StaticOf<Schema>
  : undefined;

/** What stands in the path, in the query and in the body of a route's request; undefined where it has none. */
export type ParamsOf<Id extends RouteId> = Part<Id, 'params'>;
export type QueryOf<Id extends RouteId> = Part<Id, 'query'>;
export type BodyOf<Id extends RouteId> = Part<Id, 'body'>;

type Responses<Id extends RouteId> = (typeof routes)[Id]['responses'];

/** The good answers of a route: each status with its body, which is undefined where the answer has no JSON. */
export type AnswerOf<Id extends RouteId> = {
  readonly [Status in keyof Responses<Id>]: {
    readonly status: Status;
    readonly body: Responses<Id>[Status] extends { readonly schema: infer Schema } ? StaticOf<Schema> : undefined;
  };
}[keyof Responses<Id>];
