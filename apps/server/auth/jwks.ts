import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { TokenFault, Verified } from './claims.ts';
import { readClaims, tokenLeewayMs } from './claims.ts';
import { jwksAlgorithms } from './jwt.ts';

/** How long in ms one fetch of the key set may take: a log-in can wait so long, a crowd cannot. */
const fetchTimeoutMs = 3_000;
/** The least time in ms between two fetches for unknown keys, so that made-up key ids do not hammer the shop. */
const fetchCooldownMs = 30_000;
/** How long in ms a key set is good without asking anew: a withdrawn key ends within this time. */
const keysAgeMaxMs = 600_000;

export type JwksVerifier = (token: string, nowMs: number) => Promise<Verified | TokenFault>;

/** Verifies tokens by the key set at an address, which is fetched when it is first needed and kept. */
export function createJwksVerifier(url: string, audience: string | undefined): JwksVerifier {
  const keys = createRemoteJWKSet(new URL(url), {
    timeoutDuration: fetchTimeoutMs,
    cooldownDuration: fetchCooldownMs,
    cacheMaxAge: keysAgeMaxMs,
  });
  return async (token, nowMs) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: [...jwksAlgorithms],
        currentDate: new Date(nowMs),
        clockTolerance: tokenLeewayMs / 1_000,
      });
      return readClaims(payload, audience);
    } catch (error) {
      return faultOf(error);
    }
  };
}

// Whatever is not known to be the token's fault is taken for the key set's: "come again" is then the honest answer.
function faultOf(error: unknown): TokenFault {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) return error.claim === 'nbf' ? 'not-yet-valid' : 'malformed';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) return 'signature';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'algorithm';
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) return 'malformed';
  if (error instanceof errors.JOSENotSupported) return 'algorithm';
  return 'keys-away';
}
