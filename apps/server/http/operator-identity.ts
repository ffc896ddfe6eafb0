import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { adminTokenName } from '@penstock/contract';
import type { OperatorBook } from '@penstock/core';
import { isUseDue, sessionEndsAtMs } from '@penstock/core';
import type { OperatorAuth } from '../auth/operator-auth.ts';
import type { OperatorCaller } from './call.ts';
import type { ConnectionOf } from './connection.ts';
import { isSameOrigin } from './connection.ts';
import { crossOrigin } from './cross-origin.ts';
import type { Answer } from './reply-batch.ts';
import type { SessionCookie } from './session-cookie.ts';

/** Which operator calls; `undefined`: none that is known. */
export type OperatorIdentity = (
  request: IncomingMessage,
) => Promise<{ readonly caller: OperatorCaller } | { readonly refusal: Answer } | undefined>;

type IdentityParts = {
  readonly isAdminToken: OperatorAuth;
  readonly book: Pick<OperatorBook, 'session' | 'useSession'> & { nowMs(): number };
  readonly cookie: SessionCookie;
  readonly connectionOf: ConnectionOf;
};

const adminToken = { caller: { kind: 'operator', name: adminTokenName, role: 'admin' } } as const;

/**
 * The admin token is an operator of its own; without any token the cookie of a session speaks. A session is asked of
 * the ledger at every call: what an admin took away is gone with the next one.
 */
export function createOperatorIdentity({ isAdminToken, book, cookie, connectionOf }: IdentityParts): OperatorIdentity {
  return async (request) => {
    const { authorization, cookie: header } = request.headers;
    if (authorization !== undefined) return isAdminToken(authorization) ? adminToken : undefined;
    const connection = connectionOf(request);
    const value = cookie.read(header, connection);
    if (value === undefined) return undefined;
    const hash = sessionHashOf(value);
    const open = await book.session(hash);
    if (open === undefined) return undefined;
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    if (!isReading && !isSameOrigin(request, connection)) return { refusal: crossOrigin(request, connection) };
    if (isUseDue(open.session, book.nowMs())) await book.useSession(hash);
    const { name, role } = open.operator;
    return { caller: { kind: 'operator', name, role, session: { hash, expiresAtMs: sessionEndsAtMs(open.session) } } };
  };
}

/** The name under which the ledger knows a session: who reads the ledger learns no cookie. */
export function sessionHashOf(value: string): string {
  return createHash('sha256').update(value).digest('base64url');
}
