import type { StoredObject } from '../ClusterStore';
import { DEFINITIONS } from '../resources/definitions';
import type { ResourceKind } from '../resources/ResourceKind';
import { equal } from './json';

/** The part whose change raises the generation. */
function desired(kind: ResourceKind, object: StoredObject) {
  const { metadata, status, ...rest } = object;
  if (kind.resource === 'deployments.apps') {
    // A Deployment's annotations reach its ReplicaSets, so they count as desired state.
    return { ...rest, annotations: metadata.annotations };
  }
  return kind.custom && !kind.hasStatus ? { ...rest, status } : rest;
}

/** The generation after a change, or undefined for kinds that have none. */
export function nextGeneration(
  kind: ResourceKind,
  before: StoredObject,
  after: StoredObject,
): number | undefined {
  if (!kind.hasGeneration) {
    return before.metadata.generation;
  }
  const generation = before.metadata.generation ?? 1;
  const startsDying =
    kind.resource !== DEFINITIONS &&
    !before.metadata.deletionTimestamp &&
    after.metadata.deletionTimestamp;
  return startsDying || !equal(desired(kind, before), desired(kind, after))
    ? generation + 1
    : generation;
}
