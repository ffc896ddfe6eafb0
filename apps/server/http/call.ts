import type { Readable } from 'node:stream';
import type {
  AnswerOf,
  BodyOf,
  FieldError,
  OperatorRole,
  ParamsOf,
  ProblemCode,
  QueryOf,
  RouteId,
} from '@penstock/contract';
import { assert } from '@penstock/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemText } from './problem-answer.ts';
import { problemAnswer } from './problem-answer.ts';
import type { Answer } from './reply-batch.ts';

/** Who calls, as far as the route needs to know. */
export type Caller =
  | { readonly kind: 'anybody' }
  | { readonly kind: 'buyer'; readonly buyerId: string }
  | OperatorCaller;

/** An operator: by name, with what the role of the account allows now. */
export type OperatorCaller = {
  readonly kind: 'operator';
  readonly name: string;
  readonly role: OperatorRole;
  /** Absent where the admin token speaks. */
  readonly session?: { readonly hash: string; readonly expiresAtMs: number };
};

/** One call of a route: its parts, valid by the contract, and who makes it. */
export type Call<Id extends RouteId> = {
  readonly params: ParamsOf<Id>;
  readonly query: QueryOf<Id>;
  readonly body: BodyOf<Id>;
  readonly caller: Caller;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

type Headers = { readonly headers?: Readonly<Record<string, string>> };

/** What a handler answers: one of the contract's answers, a text or stream of another type, or a refusal. */
export type Result<Id extends RouteId> =
  | (AnswerOf<Id> & Headers)
  | ({ readonly mediaType: string; readonly content: string | Readable } & Headers)
  | { readonly refusal: Answer }
  /** The handler writes the response itself. */
  | 'taken-over';

export type Handler<Id extends RouteId> = (call: Call<Id>) => Result<Id> | Promise<Result<Id>>;

/** Handlers by the route's id. Routes without one are not served. */
export type Handlers = { readonly [Id in RouteId]?: Handler<Id> };

/** A refusal with a problem of the registry. */
export function refused(code: ProblemCode, text: ProblemText): { readonly refusal: Answer } {
  return { refusal: problemAnswer(code, text) };
}

/** The buyer who calls. Only for routes that the contract gives to buyers. */
export function buyerOf({ caller }: Pick<Call<RouteId>, 'caller'>): string {
  assert(caller.kind === 'buyer', 'a route for buyers is called by a buyer');
  return caller.buyerId;
}

/** The operator who calls. Only for routes that the contract gives to operators. */
export function operatorOf({ caller }: Pick<Call<RouteId>, 'caller'>): OperatorCaller {
  assert(caller.kind === 'operator', 'a route for operators is called by an operator');
  return caller;
}

/** A refusal of a request that breaks rules, with each place and its rule. */
export function invalid(errors: readonly FieldError[]): { readonly refusal: Answer } {
  const detail = errors.map(({ path, message }) => `${path} ${message}.`).join(' ');
  return refused('invalid-request', { detail, errors: [...errors] });
}

/** The refusal of a `cursor` that no page has given out. */
export const badCursor = invalid([
  { path: 'query/cursor', message: 'must be `next` of the page before', code: 'wrong-cursor' },
]);
