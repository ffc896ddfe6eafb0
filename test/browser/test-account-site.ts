// The site where the shop's buyers have their accounts, as a shop would have one: it knows who is who, and signs it.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';

/** The secret that this site and the shop share. */
export const buyerSecret = 'the account site and the shop share this';

/** A token as any site would make one; none of Penstock's own code takes part. `seconds` from now it runs out. */
export function signToken(buyerId: string, seconds = 3_600): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(buyerId)
    .setExpirationTime(new Date(Date.now() + 1_000 * seconds))
    .sign(new TextEncoder().encode(buyerSecret));
}

export type AccountSite = {
  readonly url: string;
  /** The tokens that were given so far. */
  tokens(): readonly string[];
  close(): Promise<void>;
};

/**
 * Starts it under another name than the shop's, so that browsers take the two for different sites.
 *
 * @param shopUrl where it sends people back to
 */
export async function startAccountSite(shopUrl: () => string): Promise<AccountSite> {
  const given: string[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const way = url.searchParams.get('return') ?? '/';
    if (url.pathname === '/login') {
      const action = `/go?return=${encodeURIComponent(way)}`;
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(
        `<!doctype html><title>Accounts</title><form method="post" action="${action}"><button>Go on as ann</button></form>`,
      );
      return;
    }
    const token = await signToken('ann');
    given.push(token);
    response
      .writeHead(303, { location: `${shopUrl()}/session#token=${token}&return=${encodeURIComponent(way)}` })
      .end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    tokens: () => given,
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
