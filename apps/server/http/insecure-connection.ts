import { refused } from './call.ts';
import type { Connection } from './connection.ts';

/** Refuses to give a session on a connection where anybody in between could take it. */
export function insecureConnection({ isLoopback }: Connection) {
  const detail = isLoopback
    ? 'Over plain HTTP operators sign in on this machine in demo mode only: use HTTPS. If this call came over HTTPS through a proxy, name the proxy in PENSTOCK_TRUSTED_PROXIES.'
    : 'The call came over plain HTTP: use HTTPS. If it came over HTTPS through a proxy, name the proxy in PENSTOCK_TRUSTED_PROXIES.';
  return refused('insecure-connection', { detail });
}
