import type { StoredObject } from '../apiserver/ClusterStore';
import type { MemberValue } from './memberValues';

const addressOf = ({ status }: StoredObject): string =>
  status.addresses.find(({ type }: { type: string }) => type === 'InternalIP')
    .address;

const poolOf = ({ metadata }: StoredObject) =>
  metadata.name.replace(/\d+$/, '');

/**
 * Moves each member's pods and machines on by some nodes of the same pool, so that the fleet is spread
 * and a member's own stay as far apart as they were.
 */
export function nodeValues(
  nodes: StoredObject[],
  originals: StoredObject[],
): MemberValue[] {
  const used = new Set(
    originals.map(({ spec, status }) => spec?.nodeName ?? status?.nodeName),
  );
  const pools = new Map<string, StoredObject[]>();
  for (const node of nodes) {
    const pool = pools.get(poolOf(node)) ?? [];
    pool.push(node);
    pools.set(poolOf(node), pool);
  }
  return [...pools.values()].flatMap(pool => {
    const step = pool.filter(({ metadata }) => used.has(metadata.name)).length;
    return pool.flatMap((node, index) => {
      const next = (member: number) =>
        pool[(index + (member - 1) * step) % pool.length];
      return [
        { word: node.metadata.name, of: (m: number) => next(m).metadata.name },
        { word: addressOf(node), of: (m: number) => addressOf(next(m)) },
      ];
    });
  });
}
