import { deploymentNames } from '../spec/deploymentNames';
import type { KasmDeploymentSpec } from '../spec/KasmDeploymentSpec';
import { deploymentLabels } from './labels';
import type { Manifest } from './Manifest';
import { proxyBackend } from './proxyBackend';

/**
 * The route from the public host to Kasm's proxy.
 *
 * @public
 */
export function ingressRoute(spec: KasmDeploymentSpec): Manifest {
  const names = deploymentNames(spec);
  const { service, scheme, port } = proxyBackend(spec);
  const { entryPoint, ingressClass } = spec.ingress;
  return {
    apiVersion: 'traefik.io/v1alpha1',
    kind: 'IngressRoute',
    metadata: {
      name: names.ingressRoute,
      namespace: names.namespace,
      labels: deploymentLabels(spec.name),
      // without it RKE2's Traefik silently ignores the route; spec.ingressClassName is too young
      annotations: { 'kubernetes.io/ingress.class': ingressClass },
    },
    spec: {
      entryPoints: [entryPoint],
      routes: [
        {
          kind: 'Rule',
          // the host is a validated DNS name: no backquote can end it early
          match: `Host(\`${names.host}\`)`,
          services: [
            {
              kind: 'Service',
              name: service,
              port,
              scheme,
              ...(scheme === 'https' && {
                serversTransport: names.serversTransport,
              }),
              sticky: {
                cookie: {
                  name: 'KASMSTICKY',
                  httpOnly: true,
                  secure: true,
                  sameSite: 'none',
                },
              },
            },
          ],
        },
      ],
      tls: { secretName: names.tlsSecret },
    },
  };
}
