import { buyerIdLengthMax } from '@penstock/contract';

/** Why a token is not believed. */
export type TokenFault =
  | 'missing'
  | 'malformed'
  | 'algorithm'
  | 'signature'
  | 'no-expiry'
  | 'expired'
  | 'not-yet-valid'
  | 'audience'
  | 'subject'
  | 'keys-away';

/** What a believed token says. Times are epoch milliseconds, without leeway. */
export type Verified = { readonly buyerId: string; readonly expiresAtMs: number; readonly validFromMs: number };

/** How far in ms the clock of whoever signs may be from the gate's. */
export const tokenLeewayMs = 5_000;

const buyerIdPattern = new RegExp(`^[A-Za-z0-9_.:@-]{1,${buyerIdLengthMax}}$`);

/** Reads the claims of a token whose signature is good. `audience`: who it must be meant for, if anybody. */
export function readClaims(
  claims: Readonly<Record<string, unknown>>,
  audience: string | undefined,
): Verified | TokenFault {
  const { sub, exp, nbf = 0, iat = 0, aud } = claims;
  if (!isInstant(exp)) return 'no-expiry';
  if (!isInstant(nbf) || !isInstant(iat)) return 'malformed';
  if (audience !== undefined && aud !== audience && !(Array.isArray(aud) && aud.includes(audience))) return 'audience';
  if (typeof sub !== 'string' || !buyerIdPattern.test(sub)) return 'subject';
  return { buyerId: sub, expiresAtMs: exp * 1_000, validFromMs: Math.max(nbf, iat) * 1_000 };
}

/** Whether a token that was believed before is still, or already, in its time. `nowMs` is the gate's clock. */
export function timeFault(verified: Verified, nowMs: number): 'expired' | 'not-yet-valid' | undefined {
  if (nowMs >= verified.expiresAtMs + tokenLeewayMs) return 'expired';
  return nowMs + tokenLeewayMs < verified.validFromMs ? 'not-yet-valid' : undefined;
}

function isInstant(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
