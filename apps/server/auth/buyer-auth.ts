import { createHmacSha256 } from '@penstock/host';
import type { TokenFault, Verified } from './claims.ts';
import { readClaims, timeFault } from './claims.ts';
import type { JwksVerifier } from './jwks.ts';
import { jwksAlgorithms, readJwt } from './jwt.ts';
import { createTokenMemory } from './token-memory.ts';

export type BuyerAuthSettings = {
  readonly buyerSecret: string | undefined;
  readonly buyerJwksUrl: string | undefined;
  readonly buyerAudience: string | undefined;
};

/** Says whose token an `Authorization` header carries. `nowMs` is the gate's clock. */
export type BuyerAuth = (
  authorization: string | undefined,
  nowMs: number,
) => Verified | TokenFault | Promise<Verified | TokenFault>;

/** Verified tokens that are remembered, since a buyer asks more than once: at about 400 bytes each, 13 MB in all. */
export const tokensRememberedMax = 32_768;

/**
 * Verifies buyers' tokens: HS256 by the secret, the asymmetric algorithms by the key set. Which key is used follows
 * from the kind of algorithm alone, so that no token can have its algorithm confused. A verified token is remembered
 * under the whole header that carried it, one that costs little to verify when it comes again; its times are checked at
 * every use.
 */
export function createBuyerAuth(settings: BuyerAuthSettings): BuyerAuth {
  const { buyerSecret, buyerJwksUrl, buyerAudience } = settings;
  const hs256 = buyerSecret === undefined ? undefined : createHmacSha256(Buffer.from(buyerSecret, 'utf8'));
  const byKeySet = buyerJwksUrl === undefined ? undefined : loadJwksVerifier(buyerJwksUrl, buyerAudience);
  const remembered = createTokenMemory<Verified>(tokensRememberedMax);

  type Remember = (typeof remembered)['set' | 'offer'];
  const admit = (remember: Remember, authorization: string, nowMs: number) => (verdict: Verified | TokenFault) => {
    if (typeof verdict === 'string') return verdict;
    const fault = timeFault(verdict, nowMs);
    if (fault === undefined) remember(authorization, verdict);
    return fault ?? verdict;
  };

  const verify = (authorization: string, nowMs: number) => {
    const token = bearerOf(authorization);
    if (token === undefined) return 'missing';
    const jwt = readJwt(token);
    if (jwt === undefined) return 'malformed';
    const { alg, crit } = jwt.header;
    // Extensions that a token marks as critical must be understood (RFC 7515), and none is.
    if (crit !== undefined) return 'malformed';
    if (alg === 'HS256' && hs256 !== undefined) {
      if (!hs256.isOf(jwt.signedText, jwt.signature)) return 'signature';
      return admit(remembered.offer, authorization, nowMs)(readClaims(jwt.claims, buyerAudience));
    }
    if (byKeySet !== undefined && jwksAlgorithms.some((each) => each === alg)) {
      return byKeySet
        .then((verifyByKeySet) => verifyByKeySet(token, nowMs))
        .then(admit(remembered.set, authorization, nowMs));
    }
    return 'algorithm';
  };

  return (authorization, nowMs) => {
    if (authorization === undefined) return 'missing';
    const known = remembered.get(authorization);
    if (known === undefined) return verify(authorization, nowMs);
    return timeFault(known, nowMs) ?? known;
  };
}

// Loaded only here, so that a server without a key set starts without what reads them.
async function loadJwksVerifier(url: string, audience: string | undefined): Promise<JwksVerifier> {
  const { createJwksVerifier } = await import('./jwks.ts');
  return createJwksVerifier(url, audience);
}

const scheme = 'bearer ';

/** The token of an `Authorization: Bearer` header, or `undefined`. */
export function bearerOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined || authorization.length <= scheme.length) return undefined;
  const isBearer = authorization.slice(0, scheme.length).toLowerCase() === scheme;
  return isBearer ? authorization.slice(scheme.length) : undefined;
}
