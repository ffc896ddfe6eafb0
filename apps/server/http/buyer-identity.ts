import type { IncomingMessage } from 'node:http';
import type { BuyerAuth } from '../auth/buyer-auth.ts';
import type { BuyerSessions } from '../auth/buyer-sessions.ts';
import type { TokenFault, Verified } from '../auth/claims.ts';
import type { ConnectionOf } from './connection.ts';
import { isSameOrigin } from './connection.ts';
import { crossOrigin } from './cross-origin.ts';
import type { Answer } from './reply-batch.ts';
import type { SessionCookie } from './session-cookie.ts';
import { sessionEnded, tokenAnswer } from './token-answer.ts';

/** Which buyer calls, or the answer that says why nobody is believed. */
export type BuyerVerdict = { readonly buyerId: string } | { readonly refused: Answer };

/** Tells the buyer of a request. `nowMs` is the gate's clock. */
export type BuyerIdentity = (
  request: Pick<IncomingMessage, 'headers' | 'socket' | 'method'>,
  nowMs: number,
) => BuyerVerdict | Promise<BuyerVerdict>;

type IdentityParts = {
  readonly auth: BuyerAuth;
  readonly sessions: BuyerSessions;
  readonly cookie: SessionCookie;
  readonly connectionOf: ConnectionOf;
};

/** A token speaks for its bearer; where there is none, the cookie of a page's session does. */
export function createBuyerIdentity({ auth, sessions, cookie, connectionOf }: IdentityParts): BuyerIdentity {
  const bySession = (request: Parameters<BuyerIdentity>[0], header: string, nowMs: number): BuyerVerdict => {
    const connection = connectionOf(request);
    const value = cookie.read(header, connection);
    if (value === undefined) return nobody;
    const session = sessions.read(value, nowMs);
    if (session === undefined) return { refused: sessionEnded };
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    if (isReading || isSameOrigin(request, connection)) return session;
    return { refused: crossOrigin(request, connection) };
  };
  return (request, nowMs) => {
    const { authorization, cookie: header } = request.headers;
    if (authorization === undefined && header !== undefined) return bySession(request, header, nowMs);
    const verdict = auth(authorization, nowMs);
    return verdict instanceof Promise ? verdict.then(believed) : believed(verdict);
  };
}

const nobody: BuyerVerdict = { refused: tokenAnswer('missing') };

function believed(verdict: Verified | TokenFault): BuyerVerdict {
  return typeof verdict === 'string' ? { refused: tokenAnswer(verdict) } : verdict;
}
