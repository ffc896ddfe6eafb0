import type { KeyObject } from 'node:crypto';
import { createHmac, createSecretKey } from 'node:crypto';

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const headerPart = base64url({ alg: 'HS256', typ: 'JWT' });

/** The key of HS256: the bytes of the secret as UTF-8. */
export function hs256Key(secret: string): KeyObject {
  return createSecretKey(Buffer.from(secret, 'utf8'));
}

/** A token of a buyer, signed with HS256. `expiresAtMs` is rounded up to a second. */
export function signBuyerToken(
  key: KeyObject,
  claims: { readonly buyerId: string; readonly expiresAtMs: number; readonly audience?: string | undefined },
): string {
  const { buyerId, expiresAtMs, audience } = claims;
  const claimsPart = base64url({ sub: buyerId, exp: Math.ceil(expiresAtMs / 1_000), aud: audience });
  const signedText = `${headerPart}.${claimsPart}`;
  return `${signedText}.${createHmac('sha256', key).update(signedText).digest('base64url')}`;
}
