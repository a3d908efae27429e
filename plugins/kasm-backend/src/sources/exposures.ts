import type { ControlPlaneFacts } from '../observation/Observation';
import type { WatchedPod } from './pods';
import type { WatchedService } from './services';

/** Types of Service that are reached from outside the cluster. */
const OUTSIDE = ['LoadBalancer', 'NodePort'];

/**
 * The Services that lead to the proxy past Traefik. Charts select pods by their name or by their
 * component, so the selector is held against the labels of the proxy's pods.
 */
export function exposuresOf(
  services: WatchedService[],
  members: WatchedPod[],
): NonNullable<ControlPlaneFacts['exposures']> {
  const proxies = members.filter(({ component }) => component === 'proxy');
  return services
    .filter(
      service =>
        OUTSIDE.includes(service.type) &&
        (service.component === 'proxy' ||
          proxies.some(proxy => selects(service, proxy))),
    )
    .map(({ name, type, addresses }) => ({ name, type, address: addresses[0] }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** As far as the labels of the pod are kept: one that is not known neither speaks for it nor against. */
function selects({ selector }: WatchedService, pod: WatchedPod): boolean {
  const known: Record<string, string | undefined> = {
    'app.kubernetes.io/name': pod.appName,
    'app.kubernetes.io/component': pod.component,
    'app.kubernetes.io/instance': pod.instance,
  };
  const asked = Object.entries(selector).filter(([key]) =>
    Object.hasOwn(known, key),
  );
  return (
    asked.length > 0 && asked.every(([key, value]) => known[key] === value)
  );
}
