import type { RouteFacts } from './Observation';

/**
 * How well a route is meant for a host: 3 by its name, 2 by a wildcard, 1 when it takes hosts that
 * it does not name, 0 not at all.
 *
 * @internal
 */
export function servesHost(
  { hosts, kind, anyHost }: Pick<RouteFacts, 'hosts' | 'kind' | 'anyHost'>,
  host: string,
): 0 | 1 | 2 | 3 {
  const name = host.toLowerCase();
  const names = hosts.map(one => one.toLowerCase());
  if (names.includes(name)) {
    return 3;
  }
  // A hostname of an HTTPRoute may begin with a wildcard, which covers any number of labels.
  const covered = names.some(
    one =>
      kind === 'HTTPRoute' &&
      one.startsWith('*.') &&
      name.endsWith(one.slice(1)),
  );
  if (covered) {
    return 2;
  }
  return anyHost ? 1 : 0;
}
