import type { Clock } from '../Clock';
import { aggregateRoles } from './access/aggregateRoles';
import { createDefaultRoles } from './access/defaultRoles';
import type { ServedStore } from './store/ServedStore';
import { ObjectStore } from './store/ObjectStore';
import { ResourceRegistry } from './resources/ResourceRegistry';

/**
 * The objects of one cluster: what the stand-in controllers use (`ClusterStore`) and what the HTTP
 * layer serves. The namespaces and roles of every cluster are there from the start.
 *
 * @param options - `groups` are the operators' API groups that are installed; all when absent
 */
export function createClusterStore(options: {
  clock: Clock;
  groups?: string[];
}): ServedStore {
  const registry = new ResourceRegistry(options.groups);
  const store = new ObjectStore(options.clock, registry);
  createDefaultRoles(store);
  aggregateRoles(store);
  return store;
}
