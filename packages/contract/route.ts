// What one route of the contract says: the shape of an entry in the table.
import type { TObject, TSchema } from 'typebox';
import type { OperatorRole } from './operator.ts';
import type { ProblemCode } from './problems.ts';

/**
 * Who may call. `public`: anybody. `buyer`: a buyer's token or session. `owner`: the buyer whose order it is, or an
 * operator. `operator`: the admin token or the session of an operator whose role is enough. `demo`: anybody, in demo mode only. `signed`: who
 * signs the body with the shared secret.
 */
export const accesses = ['public', 'buyer', 'owner', 'operator', 'demo', 'signed'] as const;

export type Access = (typeof accesses)[number];

/** One good answer. Without a schema it has no JSON body; a text type other than JSON is named. */
export type RouteResponse = {
  readonly description: string;
  readonly schema?: TSchema;
  /** Media type to schema, where it is not JSON alone. A stream of lines or events names the schema of one. */
  readonly content?: { readonly [mediaType: string]: TSchema };
  readonly headers?: { readonly [name: string]: string };
};

export type RouteMethod = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** One entry of the table of routes. */
export type Route = {
  readonly method: RouteMethod;
  /** The path, with parameters as `{saleId}`. */
  readonly path: string;
  readonly who: Access;
  /** What operators need for it, where that does not follow from the method; see `roleOf`. */
  readonly role?: OperatorRole;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly params?: TObject;
  readonly query?: TObject;
  readonly headers?: TObject;
  readonly body?: TSchema;
  /** The body may also be what a form of a page sends. */
  readonly isForm?: boolean;
  /** The body may be left out; it then counts as `{}`. */
  readonly isBodyOptional?: boolean;
  readonly responses: { readonly [status: number]: RouteResponse };
  /** The problems of this route beside those that follow from `who`, `params` and `body`; see `problemsOf`. */
  readonly problems: readonly ProblemCode[];
};

/** The role that an operator needs: who only looks is a viewer, who changes something is more. */
export function roleOf({ role, method }: Pick<Route, 'role' | 'method'>): OperatorRole {
  return role ?? (method === 'GET' ? 'viewer' : 'operator');
}

/** Every problem that a route can answer with, in the registry's order of groups. */
export function problemsOf(route: Route): readonly ProblemCode[] {
  const codes = new Set<ProblemCode>();
  if (route.who === 'buyer' || route.who === 'owner' || route.who === 'operator' || route.who === 'signed') {
    codes.add('unauthenticated');
  }
  if (route.who === 'operator') {
    // A buyer's token on an operator's call.
    codes.add('forbidden');
    if (roleOf(route) !== 'viewer') codes.add('role-too-low').add('rate-limited');
  }
  // A call by cookie, from another site, that would change something.
  if (route.method !== 'GET' && (route.who === 'operator' || route.who === 'owner' || route.who === 'buyer')) {
    codes.add('cross-origin');
  }
  if (route.query !== undefined || route.headers !== undefined || route.body !== undefined) {
    codes.add('invalid-request');
  }
  if (route.body !== undefined) {
    codes.add('unsupported-media-type').add('payload-too-large').add('request-timeout');
  }
  for (const code of route.problems) {
    codes.add(code);
  }
  return [...codes.add('internal-error')];
}
