import { randomBytes } from 'node:crypto';
import { hs256Key, signBuyerToken } from '../../auth/hs256.ts';
import type { Engine } from '../../wiring/engine.ts';
import type { Handlers } from '../call.ts';
import { demoTokenMs } from '../limits.ts';

type DemoParts = {
  readonly engine: Pick<Engine, 'view'>;
  readonly buyerSecret: string;
  readonly buyerAudience: string | undefined;
};

/** Buyers that the demo makes up, each with a token of its own. */
export function demoHandlers({ engine, buyerSecret, buyerAudience }: DemoParts) {
  const key = hs256Key(buyerSecret);
  return {
    createDemoBuyer: () => {
      const buyerId = `demo-${randomBytes(8).toString('base64url')}`;
      const expiresAtMs = engine.view.nowMs() + demoTokenMs;
      const token = signBuyerToken(key, { buyerId, expiresAtMs, audience: buyerAudience });
      return { status: 200, body: { buyerId, token } };
    },
  } satisfies Handlers;
}
