import { randomBytes } from 'node:crypto';
import { operatorNameLengthMax, passwordLengthMax, unknownOperatorName } from '@penstock/contract';
import type { OperatorAct, OperatorBook } from '@penstock/core';
import { operatorSessionMs, sessionEndsAtMs } from '@penstock/core';
import type { Passwords } from '../../auth/passwords.ts';
import type { Engine } from '../../wiring/engine.ts';
import { actOf, keptDetail } from '../act.ts';
import type { Handlers } from '../call.ts';
import { operatorOf, refused } from '../call.ts';
import type { ConnectionOf } from '../connection.ts';
import { isSameOrigin } from '../connection.ts';
import { crossOrigin } from '../cross-origin.ts';
import { insecureConnection } from '../insecure-connection.ts';
import { sessionHashOf } from '../operator-identity.ts';
import { operatorSessionJson } from '../operator-json.ts';
import type { SessionCookie } from '../session-cookie.ts';
import type { SignInLimits } from '../sign-in-limits.ts';
import { tooManySignIns } from '../sign-in-limits.ts';

type SessionParts = {
  readonly engine: {
    readonly ledger: Pick<OperatorBook, 'operatorSecret' | 'openSession' | 'endSession' | 'logAct'>;
  } & Pick<Engine, 'clock'>;
  readonly passwords: Passwords;
  readonly signInLimits: SignInLimits;
  readonly operatorCookie: SessionCookie;
  readonly connectionOf: ConnectionOf;
};

/** Bytes of a session's id: nobody finds one by trying. */
const sessionIdBytes = 32;

/** In ms: how soon a sign-in that found the queue of hashes full may be tried again. */
const busyRetryMs = 2_000;

/** Signing in and out, and who is signed in. */
export function operatorSessionHandlers(parts: SessionParts) {
  const { engine, passwords, signInLimits, operatorCookie, connectionOf } = parts;
  const { ledger, clock } = engine;

  const failed = async (act: Omit<OperatorAct, 'action'>) => {
    await ledger.logAct({ ...act, action: 'sign-in-failed' });
    return refused('sign-in-failed', { detail: 'No enabled account has this name and this password.' });
  };

  return {
    getOperatorSession: (call) => ({ status: 200, body: operatorSessionJson(operatorOf(call)) }),

    openOperatorSession: async ({ body, request }) => {
      const connection = connectionOf(request.raw);
      if (operatorCookie.nameOn(connection) === undefined) return insecureConnection(connection);
      // Another site must not sign a visitor in under a name of its own choice.
      if (request.headers.origin !== undefined && !isSameOrigin(request.raw, connection)) {
        return { refusal: crossOrigin(request.raw, connection) };
      }
      // Telephones begin a word with a capital.
      const name = body.name.trim().toLowerCase();
      const tried = { name: name.slice(0, operatorNameLengthMax), address: connection.address };
      const limited = signInLimits.tooMany(tried, clock.nowMs());
      if (limited !== undefined) return { refusal: limited };
      const secret = await ledger.operatorSecret(name);
      // Longer ones are no passwords; they are checked in the length that one can have, to take the same time.
      const isRight = await passwords.isRight(body.password.slice(0, passwordLengthMax + 1), secret?.passwordHash);
      if (isRight === 'busy') return { refusal: tooManySignIns(busyRetryMs) };
      const act = {
        // What is no name of an account may be a password in the wrong field.
        operator: secret === undefined ? unknownOperatorName : name,
        ...keptDetail({
          detail: `from ${connection.address}`,
          code: 'from',
          params: { address: connection.address },
        }),
        requestId: request.id,
      };
      if (!isRight || secret === undefined) return failed(act);
      const value = randomBytes(sessionIdBytes).toString('base64url');
      const sessionHash = sessionHashOf(value);
      const opening = { sessionHash, name, passwordHash: secret.passwordHash };
      const open = await ledger.openSession(opening, { ...act, action: 'sign-in' });
      if (open === undefined) return failed(act);
      signInLimits.wasRight(tried);
      const session = { hash: sessionHash, expiresAtMs: sessionEndsAtMs(open.session) };
      const headers = { 'set-cookie': operatorCookie.set(connection, value, operatorSessionMs / 1_000) };
      return { status: 200, body: operatorSessionJson({ ...open.operator, session }), headers };
    },

    closeOperatorSession: async (call) => {
      const { session } = operatorOf(call);
      // The admin token has no session to end.
      if (session !== undefined) await ledger.endSession(session.hash, actOf(call, 'sign-out'));
      const headers = { 'set-cookie': operatorCookie.clear(connectionOf(call.request.raw)) };
      return { status: 204, body: undefined, headers };
    },
  } satisfies Handlers;
}
