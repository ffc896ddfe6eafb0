import { createHash, hkdfSync } from 'node:crypto';
import type { EndedSessions, SessionBook } from '@penstock/core';
import { buyerSessionMs } from '@penstock/core';
import { createHmacSha256 } from '@penstock/host';
import { tokensRememberedMax } from './buyer-auth.ts';
import type { Verified } from './claims.ts';
import { createTokenMemory } from './token-memory.ts';

/** A buyer's session. Times are epoch milliseconds of the gate. */
export type BuyerSession = {
  readonly buyerId: string;
  /** The hash of the token that it was opened with. */
  readonly tokenHash: string;
  readonly openedAtMs: number;
  readonly expiresAtMs: number;
};

/** Sessions of buyers' pages: signed, kept by the browser, and known on every node that has the secret. */
export type BuyerSessions = {
  /** `undefined`: the token has no time left. */
  open(
    token: string,
    verified: Verified,
    nowMs: number,
  ): { readonly value: string; readonly maxAgeSeconds: number } | undefined;
  /** The session that a cookie's value is, if it is good. */
  read(value: string, nowMs: number): BuyerSession | undefined;
  /** Ends every session that was opened with this token so far, on all devices. */
  end(ended: Pick<EndedSessions, 'tokenHash' | 'expiresAtMs'>, nowMs: number): Promise<void>;
};

const valuePattern =
  /^([0-9a-z]{1,9})\.([0-9a-z]{1,9})\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_.:@-]{1,64})\.([A-Za-z0-9_-]{43})$/;

/**
 * Makes the sessions of a node. A session lives no longer than its token. Ends are few: they are kept in memory too,
 * and the ledger has them for the next start.
 */
export async function createBuyerSessions(parts: {
  readonly secret: string;
  readonly book: SessionBook;
}): Promise<BuyerSessions> {
  const hmac = createHmacSha256(Buffer.from(hkdfSync('sha256', parts.secret, '', 'penstock buyer sessions', 32)));
  const remembered = createTokenMemory<BuyerSession>(tokensRememberedMax);
  const endedByToken = new Map<string, EndedSessions>();
  for (const ended of await parts.book.endedBuyerSessions()) endedByToken.set(ended.tokenHash, ended);

  const verify = (value: string): BuyerSession | undefined => {
    const [, expires = '', opened = '', tokenHash = '', buyerId = '', signature = ''] = valuePattern.exec(value) ?? [];
    if (signature === '') return undefined;
    if (!hmac.isOf(value.slice(0, -signature.length - 1), signature)) return undefined;
    const session = { buyerId, tokenHash, openedAtMs: parseInt(opened, 36), expiresAtMs: parseInt(expires, 36) };
    remembered.offer(value, session);
    return session;
  };

  return {
    open(token, { buyerId, expiresAtMs: tokenExpiresAtMs }, nowMs) {
      const tokenHash = tokenHashOf(token);
      // Later than an end of the same moment: who signs in again is in again.
      const openedAtMs = Math.max(nowMs, (endedByToken.get(tokenHash)?.endedAtMs ?? 0) + 1);
      const expiresAtMs = Math.min(tokenExpiresAtMs, nowMs + buyerSessionMs);
      const maxAgeSeconds = Math.floor((expiresAtMs - nowMs) / 1_000);
      if (maxAgeSeconds < 1) return undefined;
      const text = `${Math.floor(expiresAtMs).toString(36)}.${openedAtMs.toString(36)}.${tokenHash}.${buyerId}`;
      return { value: `${text}.${hmac.of(text, 'base64url')}`, maxAgeSeconds };
    },
    read(value, nowMs) {
      const session = remembered.get(value) ?? verify(value);
      if (session === undefined || nowMs >= session.expiresAtMs) return undefined;
      const ended = endedByToken.get(session.tokenHash);
      return ended !== undefined && session.openedAtMs <= ended.endedAtMs ? undefined : session;
    },
    async end({ tokenHash, expiresAtMs }, nowMs) {
      const ended = { tokenHash, endedAtMs: nowMs, expiresAtMs };
      // Written down first: who was told to be out is out after a crash too.
      await parts.book.endBuyerSessions(ended);
      for (const [hash, each] of endedByToken) if (each.expiresAtMs <= nowMs) endedByToken.delete(hash);
      endedByToken.set(tokenHash, ended);
    },
  };
}

/** The name by which ends of sessions know a token; half of a SHA-256, which tells nothing of it. */
export function tokenHashOf(token: string): string {
  return createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url');
}
