import type { BuyerAuth } from '../auth/buyer-auth.ts';
import { createBuyerAuth } from '../auth/buyer-auth.ts';
import type { BuyerSessions } from '../auth/buyer-sessions.ts';
import { createBuyerSessions } from '../auth/buyer-sessions.ts';
import { createOperatorAuth } from '../auth/operator-auth.ts';
import type { Settings } from '../settings.ts';
import type { Engine } from '../wiring/engine.ts';
import type { Authorizers } from './authorize.ts';
import { createBuyerIdentity } from './buyer-identity.ts';
import type { ConnectionOf } from './connection.ts';
import { createConnectionReader } from './connection.ts';
import { createOperatorIdentity } from './operator-identity.ts';
import { createRoleTooLow } from './role-too-low.ts';
import type { SessionCookie } from './session-cookie.ts';
import { buyerCookieName, createSessionCookie, operatorCookieName } from './session-cookie.ts';

/** Everything by which a node knows who calls. */
export type Identities = {
  readonly connectionOf: ConnectionOf;
  readonly buyerAuth: BuyerAuth;
  readonly buyerSessions: BuyerSessions;
  readonly buyerCookie: SessionCookie;
  readonly operatorCookie: SessionCookie;
  readonly authorizers: Authorizers;
};

type IdentitySettings = Pick<
  Settings,
  'isDemo' | 'secret' | 'adminToken' | 'buyerSecret' | 'buyerJwksUrl' | 'buyerAudience' | 'trustedProxies'
>;

/** A shop's page is tried on the machine itself too; an operator's session is worth more, and there only for a demo. */
export async function createIdentities({
  engine: { view, ledger },
  settings,
}: {
  readonly engine: Pick<Engine, 'view' | 'ledger'>;
  readonly settings: IdentitySettings;
}): Promise<Identities> {
  const { isDemo, secret, adminToken, trustedProxies } = settings;
  const connectionOf = createConnectionReader(trustedProxies);
  const buyerCookie = createSessionCookie({ name: buyerCookieName, sameSite: 'Lax', isLoopbackAllowed: true });
  const operatorCookie = createSessionCookie({
    name: operatorCookieName,
    sameSite: 'Strict',
    isLoopbackAllowed: isDemo,
  });
  const buyerAuth = createBuyerAuth(settings);
  const buyerSessions = await createBuyerSessions({ secret, book: ledger });
  const isAdminToken = createOperatorAuth(adminToken);
  const authorizers: Authorizers = {
    buyer: createBuyerIdentity({ auth: buyerAuth, sessions: buyerSessions, cookie: buyerCookie, connectionOf }),
    operator: createOperatorIdentity({ isAdminToken, book: ledger, cookie: operatorCookie, connectionOf }),
    onRoleTooLow: createRoleTooLow({ book: ledger, nowMs: () => ledger.nowMs() }),
    nowMs: () => view.nowMs(),
  };
  return { connectionOf, buyerAuth, buyerSessions, buyerCookie, operatorCookie, authorizers };
}
