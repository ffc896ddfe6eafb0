import type { IncomingMessage } from 'node:http';
import type { Route } from '@penstock/contract';
import { isRoleEnough, roleOf } from '@penstock/contract';
import type { BuyerIdentity } from './buyer-identity.ts';
import type { Caller, OperatorCaller } from './call.ts';
import type { OperatorIdentity } from './operator-identity.ts';
import { problemAnswer } from './problem-answer.ts';
import type { Answer } from './reply-batch.ts';
import { sessionEnded } from './token-answer.ts';

export type Authorizers = {
  readonly buyer: BuyerIdentity;
  readonly operator: OperatorIdentity;
  /** An operator's role is too low for a call: it is written down. Answers the refusal. */
  readonly onRoleTooLow: (refused: RefusedRole) => Promise<Answer>;
  /** The gate's clock. */
  readonly nowMs: () => number;
};

export type RefusedRole = {
  readonly caller: OperatorCaller;
  readonly needed: OperatorCaller['role'];
  /** `POST /api/v1/admin/operators` */
  readonly call: string;
  readonly requestId: string;
};

/** Who calls, or the answer that says why the call is not theirs to make. */
export type CallVerdict = { readonly caller: Caller } | { readonly refusal: Answer };

/** Characters of an address that are written down: those of the longest ids fit. */
const pathShownMax = 200;

const anybody: CallVerdict = { caller: { kind: 'anybody' } };

const forbidden: CallVerdict = {
  refusal: problemAnswer('forbidden', { detail: 'This call is for operators; the token is a buyer’s.' }),
};

/** Decides by the contract's word on a route whether its caller may call it. */
export async function authorize(
  authorizers: Authorizers,
  route: Pick<Route, 'who' | 'role' | 'method' | 'path'>,
  request: { readonly raw: IncomingMessage; readonly id: string },
): Promise<CallVerdict> {
  switch (route.who) {
    // The signature of a signed call is over its body, which is not read yet: its handler checks it.
    case 'public':
    case 'demo':
    case 'signed':
      return anybody;
    case 'buyer':
      return buyerOf(authorizers, request.raw);
    case 'owner':
      return ownerOf(authorizers, request.raw);
    case 'operator':
      return operatorOf(authorizers, route, request);
  }
}

async function buyerOf({ buyer, nowMs }: Authorizers, raw: IncomingMessage): Promise<CallVerdict> {
  const verdict = await buyer(raw, nowMs());
  return 'refused' in verdict ? { refusal: verdict.refused } : { caller: { kind: 'buyer', buyerId: verdict.buyerId } };
}

// A browser that knows a buyer and an operator shows the shop's pages to the buyer.
async function ownerOf(authorizers: Authorizers, raw: IncomingMessage): Promise<CallVerdict> {
  const verdict = await buyerOf(authorizers, raw);
  if ('caller' in verdict) return verdict;
  return (await authorizers.operator(raw)) ?? verdict;
}

async function operatorOf(
  authorizers: Authorizers,
  route: Pick<Route, 'role' | 'method' | 'path'>,
  { raw, id }: { readonly raw: IncomingMessage; readonly id: string },
): Promise<CallVerdict> {
  const verdict = await authorizers.operator(raw);
  if (verdict === undefined) return noOperator(authorizers, raw);
  if ('refusal' in verdict) return verdict;
  const needed = roleOf(route);
  if (isRoleEnough(verdict.caller.role, needed)) return verdict;
  const call = `${route.method} ${raw.url?.split('?', 1)[0]?.slice(0, pathShownMax) ?? route.path}`;
  return { refusal: await authorizers.onRoleTooLow({ caller: verdict.caller, needed, call, requestId: id }) };
}

// A buyer's token is known, and not enough; of cookies only an operator's would matter here.
async function noOperator(authorizers: Authorizers, raw: IncomingMessage): Promise<CallVerdict> {
  if (raw.headers.authorization === undefined && raw.headers.cookie !== undefined) return { refusal: sessionEnded };
  const verdict = await buyerOf(authorizers, raw);
  return 'caller' in verdict ? forbidden : verdict;
}
