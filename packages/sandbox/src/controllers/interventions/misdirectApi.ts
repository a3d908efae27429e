import type { StoredObject } from '../../apiserver/ClusterStore';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { missing } from './Place';

/**
 * Leaves the API's Service without a pod behind it, by a selector that none meets: every pod is well,
 * and Kasm's proxy answers 502.
 *
 * @public
 */
export function misdirectApi(
  { rke2, clock }: Controllers,
  { namespace, release }: { namespace: string; release: string },
): Heal {
  const of = (resource: string, component: string) =>
    rke2.list(resource, {
      namespace,
      labels: {
        'app.kubernetes.io/instance': release,
        'app.kubernetes.io/component': component,
      },
    });
  const [service] = of('services', 'api');
  if (!service) {
    missing('Service of Kasm’s API', { namespace, name: release });
  }
  const { name } = service.metadata;
  const select = (selector: Record<string, string>) =>
    rke2.update('services', namespace, name, ({ spec }) => {
      spec.selector = selector;
    });
  select({ ...service.spec.selector, 'app.kubernetes.io/name': 'api' });
  const upstream = `http://${service.spec.clusterIP}:8080/api/__healthcheck`;
  of('pods', 'proxy').forEach(pod => complain(pod));
  return once(() => select(service.spec.selector));

  function complain({ metadata, spec }: StoredObject) {
    const time = clock.now().toISOString().slice(0, 19);
    rke2.appendLog(
      namespace,
      metadata.name,
      spec.containers[0].name,
      `${time
        .replace('T', ' ')
        .replace(
          /-/g,
          '/',
        )} [error] 31#31: *1 connect() failed (111: Connection refused) while connecting to upstream, request: "GET /api/__healthcheck HTTP/1.1", upstream: "${upstream}"`,
    );
  }
}
