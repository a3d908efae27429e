import { BlockList, isIP, isIPv4 } from 'net';
import { networkInterfaces } from 'os';

/** Where no public host ever is, and where the portal's own surroundings are. */
const REFUSED: Array<[what: string, ranges: string[]]> = [
  ['an unspecified address', ['0.0.0.0/8', '::/128']],
  ['a loopback address', ['127.0.0.0/8', '::1/128']],
  [
    'a link-local or metadata address',
    [
      '169.254.0.0/16',
      'fe80::/10',
      'fd00:ec2::/32',
      '100.100.100.200/32',
      '168.63.129.16/32',
      '192.0.0.192/32',
    ],
  ],
  ['a multicast or reserved address', ['224.0.0.0/3', 'ff00::/8']],
  ['a translated address', ['64:ff9b::/96', '64:ff9b:1::/48', '2002::/16']],
];

const RULES = REFUSED.map(([what, ranges]) => {
  const list = new BlockList();
  for (const range of ranges) {
    const [network, prefix] = range.split('/');
    list.addSubnet(network, Number(prefix), isIPv4(network) ? 'ipv4' : 'ipv6');
  }
  return { what, list };
});

/**
 * Why the portal must not connect to an address that DNS gave it; undefined when it may. Private
 * ranges are Kasm's usual home and allowed.
 *
 * @internal
 */
export function addressProblem(
  address: string,
  own: string[] = ownAddresses(),
): string | undefined {
  if (!isIP(address)) {
    return 'not an address';
  }
  // A zone such as %eth0 only makes sense on this machine.
  const plain = address.split('%')[0].toLowerCase();
  const family = isIPv4(plain) ? 'ipv4' : 'ipv6';
  const refused = RULES.find(({ list }) => list.check(plain, family));
  if (refused) {
    return refused.what;
  }
  const unmapped = plain.replace(/^::ffff:/, '');
  return own.includes(plain) || own.includes(unmapped)
    ? "one of the portal's own addresses"
    : undefined;
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap(addresses =>
    (addresses ?? []).map(({ address }) => address.toLowerCase()),
  );
}
