import { BlockList, isIP } from 'node:net';

/** The proxies whose word on a request's scheme, host and sender is believed. */
export type TrustedProxies = {
  /** Whether an address, as a socket tells it, is one of them. */
  isTrusted(address: string): boolean;
};

/**
 * Reads addresses and networks: `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`, `loopback`. Answers the first text that is none
 * of these as `fault`.
 */
export function readTrustedProxies(texts: readonly string[]): TrustedProxies | { readonly fault: string } {
  const list = new BlockList();
  for (const text of texts) {
    if (!add(list, text)) return { fault: text };
  }
  return { isTrusted: (address) => isIP(address) !== 0 && list.check(address, familyOf(address)) };
}

function add(list: BlockList, text: string): boolean {
  if (text === 'loopback') return add(list, '127.0.0.0/8') && add(list, '::1');
  const [address = '', prefix, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  if (prefix === undefined) {
    list.addAddress(address, familyOf(address));
    return true;
  }
  const bits = /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  if (!(bits <= (version === 4 ? 32 : 128))) return false;
  list.addSubnet(address, bits, familyOf(address));
  return true;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
