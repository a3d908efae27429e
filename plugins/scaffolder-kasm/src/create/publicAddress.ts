import { lookup } from 'node:dns/promises';
import { BlockList, isIPv6 } from 'node:net';

/** Addresses that no public host may lead the portal to. */
const refused = new BlockList();
refused.addSubnet('0.0.0.0', 8, 'ipv4');
refused.addSubnet('127.0.0.0', 8, 'ipv4');
refused.addSubnet('169.254.0.0', 16, 'ipv4');
refused.addSubnet('224.0.0.0', 3, 'ipv4');
refused.addAddress('::', 'ipv6');
refused.addAddress('::1', 'ipv6');
refused.addSubnet('fe80::', 10, 'ipv6');
refused.addSubnet('fd00:ec2::', 32, 'ipv6');
refused.addSubnet('ff00::', 8, 'ipv6');

/**
 * Address of a host, looked up once so that what is checked is what is connected to.
 *
 * @throws Error when DNS gives none, or one that points back inside
 */
export async function publicAddress(host: string): Promise<string> {
  const { address } = await lookup(host);
  if (isRefusedAddress(address)) {
    throw new Error(`${host} resolves to ${address}, which is refused`);
  }
  return address;
}

/** Loopback, link-local, metadata, multicast or unspecified; IPv4 inside IPv6 included. */
export function isRefusedAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped
    ? refused.check(mapped, 'ipv4')
    : refused.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
