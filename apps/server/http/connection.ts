import type { IncomingMessage } from 'node:http';
import type { TrustedProxies } from '../auth/trusted-proxies.ts';

/** How a request came: over what, from where, and to which site its sender believes to speak. */
export type Connection = {
  /** HTTPS all the way to us, or to a proxy that is trusted. */
  readonly isSecure: boolean;
  /** Plain HTTP that never left this machine, and came through no proxy. */
  readonly isLoopback: boolean;
  /** This site's origin as the sender's browser writes it; `undefined` where the request names no host. */
  readonly origin: string | undefined;
  /** The sender's address, for limits and for the log. */
  readonly address: string;
};

export type ConnectionOf = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => Connection;

/** What a proxy says of a request is believed only of the trusted ones: anybody can write these headers. */
export function createConnectionReader({ isTrusted }: TrustedProxies): ConnectionOf {
  return ({ headers, socket }) => {
    const peer = plainAddress(socket.remoteAddress ?? '');
    const isByProxy = isTrusted(peer);
    const said = (name: string) => (isByProxy ? lastOf(headers[name]) : undefined);
    const isSecure = 'encrypted' in socket || said('x-forwarded-proto') === 'https';
    const host = said('x-forwarded-host') ?? headers.host;
    return {
      isSecure,
      isLoopback: !isSecure && !isForwarded(headers) && isLoopbackAddress(peer) && isLoopbackHost(host ?? ''),
      origin: host === undefined ? undefined : `${isSecure ? 'https' : 'http'}://${host.toLowerCase()}`,
      address: isByProxy ? senderOf(headers['x-forwarded-for'], isTrusted, peer) : peer,
    };
  };
}

// A proxy that nobody told us to trust is still a proxy: what looks like this machine may come from far away.
const forwardingHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host', 'via'] as const;

function isForwarded(headers: IncomingMessage['headers']): boolean {
  return forwardingHeaders.some((name) => headers[name] !== undefined);
}

// IPv4 on a socket of IPv6.
function plainAddress(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
}

function isLoopbackAddress(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

const loopbackHost = /^(localhost|[a-z0-9-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

// A name that somebody else's name server points at this machine is not one of this machine's.
function isLoopbackHost(host: string): boolean {
  return loopbackHost.test(host);
}

// The last word is that of the proxy next to us; those before it may be anybody's.
function lastOf(header: string | string[] | undefined): string | undefined {
  return wordsOf(header).at(-1);
}

function senderOf(header: string | string[] | undefined, isTrusted: TrustedProxies['isTrusted'], peer: string): string {
  return (
    wordsOf(header)
      .map(plainAddress)
      .findLast((address) => !isTrusted(address)) ?? peer
  );
}

function wordsOf(header: string | string[] | undefined): readonly string[] {
  return String(header ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** Whether a request comes from a page of this very site. A request without `Origin` does not say so. */
export function isSameOrigin(request: Pick<IncomingMessage, 'headers'>, { origin }: Connection): boolean {
  const said = request.headers.origin;
  if (said === undefined || origin === undefined) return false;
  if (said === origin) return true;
  // One of the two may name the port that goes without saying.
  return URL.canParse(said) && URL.canParse(origin) && new URL(said).origin === new URL(origin).origin;
}
