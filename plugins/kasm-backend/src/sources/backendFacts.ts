import type { BackendFacts } from '../observation/Observation';
import type { WatchedEndpointSlice } from './endpointSlices';
import type { WatchedService } from './services';

/**
 * The Service that a route names, and what is behind it.
 *
 * @param slices - undefined when they may not be read
 * @internal
 */
export function backendFacts(
  service: WatchedService | undefined,
  slices: WatchedEndpointSlice[] | undefined,
): BackendFacts {
  if (!service) {
    return { present: false, ports: [] };
  }
  const own = slices?.filter(slice => slice.service === service.name);
  return {
    present: true,
    component: service.component,
    ports: service.ports.map(({ name, port }) => ({
      name,
      port,
      // A slice names its ports as the Service does; a single one needs no name.
      target: own
        ?.flatMap(({ ports }) => ports)
        .find(one => (one.name || undefined) === (name || undefined))?.port,
    })),
    readyPods: own && [...new Set(own.flatMap(({ ready }) => ready))].sort(),
  };
}
