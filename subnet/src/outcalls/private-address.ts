import { BlockList, isIP } from 'node:net';

/**
 * Networks that are no part of the public internet: an outcall reaches them only where the operator says so.
 * Source: IANA special-purpose address registries for IPv4 and IPv6 (RFC 6890); multicast and reserved space besides.
 */
const NETWORKS: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

const PRIVATE = new BlockList();
for (const [network, prefix] of NETWORKS) {
  PRIVATE.addSubnet(network, prefix, network.includes(':') ? 'ipv6' : 'ipv4');
}
const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Does the address lie outside the public internet? IPv4 written as IPv6 counts as what it stands for. */
export function isPrivateAddress(address: string): boolean {
  return isIn(PRIVATE, address);
}

/** Is it this machine? */
export function isLoopbackAddress(address: string): boolean {
  return isIn(LOOPBACK, address);
}

function isIn(list: BlockList, address: string): boolean {
  const [bare = address] = address.split('%');
  const family = isIP(bare);
  // What is no address at all is nothing that may be reached.
  if (family === 0) return list === PRIVATE;
  const mapped = family === 6 ? mappedIpv4(bare) : undefined;
  return mapped === undefined ? list.check(bare, family === 6 ? 'ipv6' : 'ipv4') : list.check(mapped, 'ipv4');
}

/** The IPv4 address of `::ffff:a.b.c.d` or `::a.b.c.d`, however written. */
function mappedIpv4(address: string): string | undefined {
  const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [, high, low] = /^::(?:ffff:)?([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical) ?? [];
  if (high === undefined || low === undefined) return undefined;
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [a >> 8, a & 255, b >> 8, b & 255].join('.');
}
