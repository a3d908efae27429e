import type { NewObject } from '../../apiserver/ClusterStore';
import type { ReleaseContext, Values } from '../helm/Chart';

/** A zone of the values: its name as objects are called, lower case and with dashes. */
export const zonesOf = ({ kasmZones }: Values): string[] =>
  kasmZones?.length > 0
    ? kasmZones.map(({ name = 'default' }: { name?: string }) =>
        name.replace(/[^a-zA-Z0-9]+/g, '-').toLowerCase(),
      )
    : ['default'];

/** The TLS Secret that proxy and gateways mount. */
export const certificateSecret = (
  values: Values,
  release: ReleaseContext,
): string => values.certificate.secretName ?? `${release.name}-proxy-cert`;

/** What the chart itself makes to bring requests to the proxy, when it is asked to. */
export function exposureObjects(
  values: Values,
  release: ReleaseContext,
  labels: Record<string, string>,
  proxyService: string,
): NewObject[] {
  const { ingress, certificate, publicAddr } = values;
  const { certManager } = certificate;
  const secretName = certificateSecret(values, release);
  const metadata = (name: string, annotations?: Record<string, string>) => ({
    name,
    namespace: release.namespace,
    labels,
    ...(annotations ? { annotations } : {}),
  });
  const port = ingress.backendProtocol === 'https' ? 8443 : 8080;
  return [
    ...(certManager?.enabled
      ? [
          {
            apiVersion: 'cert-manager.io/v1',
            kind: 'Certificate',
            metadata: metadata(`${release.name}-proxy-cert`),
            spec: {
              secretName,
              dnsNames: [
                publicAddr,
                ...(certManager.addWildCard === false
                  ? []
                  : [`*.${publicAddr}`]),
              ],
              issuerRef: {
                name: certManager.issuerName,
                kind: certManager.issuerKind ?? 'ClusterIssuer',
                group: certManager.issuerGroup ?? 'cert-manager.io',
              },
            },
          },
        ]
      : []),
    ...(ingress.enabled
      ? [
          {
            apiVersion: 'networking.k8s.io/v1',
            kind: 'Ingress',
            metadata: metadata(`${release.name}-ingress`, ingress.annotations),
            spec: {
              ...(ingress.ingressClassName
                ? { ingressClassName: ingress.ingressClassName }
                : {}),
              rules: [
                {
                  host: publicAddr,
                  http: {
                    paths: [
                      {
                        path: '/',
                        pathType: 'Prefix',
                        backend: {
                          service: {
                            name: proxyService,
                            port: { number: port },
                          },
                        },
                      },
                    ],
                  },
                },
              ],
              ...(ingress.tls === false
                ? {}
                : { tls: [{ hosts: [publicAddr], secretName }] }),
            },
          },
        ]
      : []),
  ];
}
