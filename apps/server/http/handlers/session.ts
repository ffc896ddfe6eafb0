import { buyerSessionMs } from '@penstock/core';
import type { BuyerAuth } from '../../auth/buyer-auth.ts';
import { bearerOf } from '../../auth/buyer-auth.ts';
import type { BuyerSessions } from '../../auth/buyer-sessions.ts';
import { tokenHashOf } from '../../auth/buyer-sessions.ts';
import type { Engine } from '../../wiring/engine.ts';
import type { Handlers } from '../call.ts';
import type { ConnectionOf } from '../connection.ts';
import { insecureConnection } from '../insecure-connection.ts';
import type { SessionCookie } from '../session-cookie.ts';
import { tokenAnswer } from '../token-answer.ts';

type SessionParts = {
  readonly engine: Pick<Engine, 'view'>;
  readonly buyerAuth: BuyerAuth;
  readonly buyerSessions: BuyerSessions;
  readonly buyerCookie: SessionCookie;
  readonly connectionOf: ConnectionOf;
};

/** Turns a buyer's token into a cookie for pages, and ends what it opened. */
export function sessionHandlers({ engine, buyerAuth, buyerSessions, buyerCookie, connectionOf }: SessionParts) {
  return {
    openSession: async ({ request }) => {
      const token = bearerOf(request.headers.authorization);
      // By a cookie alone nobody gets another one.
      if (token === undefined) return { refusal: tokenAnswer('missing') };
      const connection = connectionOf(request.raw);
      if (buyerCookie.nameOn(connection) === undefined) return insecureConnection(connection);
      const nowMs = engine.view.nowMs();
      const verified = await buyerAuth(request.headers.authorization, nowMs);
      if (typeof verified === 'string') return { refusal: tokenAnswer(verified) };
      const opened = buyerSessions.open(token, verified, nowMs);
      if (opened === undefined) return { refusal: tokenAnswer('expired') };
      const headers = { 'set-cookie': buyerCookie.set(connection, opened.value, opened.maxAgeSeconds) };
      return { status: 204, body: undefined, headers };
    },

    closeSession: async ({ request }) => {
      const connection = connectionOf(request.raw);
      const nowMs = engine.view.nowMs();
      const token = bearerOf(request.headers.authorization);
      const session = buyerSessions.read(buyerCookie.read(request.headers.cookie, connection) ?? '', nowMs);
      const tokenHash = token === undefined ? session?.tokenHash : tokenHashOf(token);
      if (tokenHash !== undefined) await buyerSessions.end({ tokenHash, expiresAtMs: nowMs + buyerSessionMs }, nowMs);
      return { status: 204, body: undefined, headers: { 'set-cookie': buyerCookie.clear(connection) } };
    },
  } satisfies Handlers;
}
