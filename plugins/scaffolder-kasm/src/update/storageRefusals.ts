import type { KasmDeploymentSpec } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { quantity } from '../preflight/quantity';
import type { UpdateFacts } from './UpdateFacts';

/**
 * What a volume may not get smaller than: what was asked for, or what it has become since, for volumes
 * are also grown by others.
 */
export function storageFloor(
  { database }: KasmDeploymentSpec,
  { volumes }: Pick<UpdateFacts, 'volumes'>,
): string {
  return (volumes ?? []).reduce(
    (floor, { size }) =>
      (quantity(size) ?? 0) > quantity(floor)! ? size! : floor,
    database.storageSize,
  );
}

/** Volumes grow and never shrink, and grow only where their class allows it. */
export function storageRefusals(
  before: KasmDeploymentSpec,
  after: KasmDeploymentSpec,
  { volumes }: Pick<UpdateFacts, 'volumes'>,
): string[] {
  const { storageSize } = after.database;
  if (storageSize === before.database.storageSize) {
    return [];
  }
  const floor = storageFloor(before, { volumes });
  if (quantity(storageSize)! < quantity(floor)!) {
    const grown = volumes?.find(({ size }) => size === floor);
    return [
      `database.storageSize cannot shrink to ${storageSize}: ${
        grown ? `volume ${grown.name} has` : 'it is'
      } ${floor} already; ask for at least that, or recover the database into a new deployment with smaller volumes`,
    ];
  }
  const fixed = volumes?.filter(({ expandable }) => expandable === false) ?? [];
  return fixed.length > 0
    ? [
        `database.storageSize cannot grow: the StorageClass of ${fixed
          .map(({ name }) => name)
          .join(
            ', ',
          )} has not allowVolumeExpansion; have it set, or recover the database into a new deployment`,
      ]
    : [];
}
