import type { Clock } from '../Clock';
import type { ServedStore } from './store/ServedStore';
import { ObjectStore } from './store/ObjectStore';
import { ResourceRegistry } from './resources/ResourceRegistry';

/**
 * The objects of one cluster: what the stand-in controllers use (`ClusterStore`) and what the HTTP
 * layer serves. The namespaces of every cluster are there from the start.
 *
 * @param options - `groups` are the operators' API groups that are installed; all when absent
 */
export function createClusterStore(options: {
  clock: Clock;
  groups?: string[];
}): ServedStore {
  return new ObjectStore(options.clock, new ResourceRegistry(options.groups));
}
