import { BlockList, isIP } from 'node:net';

/**
 * Networks that are not the public internet, by the special-purpose registries of IANA: a machine's own, private ones,
 * those of links, tests, translations and groups. Where the services of a cloud tell secrets (169.254.169.254) is among them.
 */
const networks: readonly (readonly [address: string, prefix: number, type: 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 96, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['64:ff9b:1::', 48, 'ipv6'],
  ['100::', 64, 'ipv6'],
  ['2001::', 23, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['3fff::', 20, 'ipv6'],
  ['5f00::', 16, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['fec0::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];

const special = new BlockList();
for (const [address, prefix, type] of networks) special.addSubnet(address, prefix, type);

/** Whether an IP address belongs to the public internet. A text that is none does not. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  // An IPv4 address inside an IPv6 one (`::ffff:10.0.0.1`) is held against the list of IPv4 as well.
  return version !== 0 && !special.check(address, version === 4 ? 'ipv4' : 'ipv6');
}
