import { deploymentNames } from '../spec/deploymentNames';
import type { KasmDeploymentSpec } from '../spec/KasmDeploymentSpec';
import { deploymentLabels } from './labels';
import type { Manifest } from './Manifest';
import { proxyBackend } from './proxyBackend';

/**
 * The route from the public host to Kasm's proxy through a Gateway, over plain http inside the
 * cluster. It has neither session persistence nor timeouts: Traefik ignores both on a HTTPRoute, and
 * any of Kasm's proxies can serve any request. Undefined when the route is an IngressRoute.
 *
 * @public
 */
export function httpRoute(spec: KasmDeploymentSpec): Manifest | undefined {
  const { kind, gateway } = spec.ingress;
  if (kind !== 'httpRoute' || !gateway) {
    return undefined;
  }
  const names = deploymentNames(spec);
  const { service, port } = proxyBackend(spec);
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: {
      name: names.ingressRoute,
      namespace: names.namespace,
      labels: deploymentLabels(spec.name),
    },
    spec: {
      parentRefs: [
        {
          group: 'gateway.networking.k8s.io',
          kind: 'Gateway',
          name: gateway.name,
          namespace: gateway.namespace,
          ...(gateway.sectionName && { sectionName: gateway.sectionName }),
        },
      ],
      hostnames: [names.host],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [
            { group: '', kind: 'Service', name: service, port, weight: 1 },
          ],
        },
      ],
    },
  };
}
