import { deploymentNames } from '../spec/deploymentNames';
import type { KasmDeploymentSpec } from '../spec/KasmDeploymentSpec';
import type { DeploymentSettings } from './DeploymentSettings';
import { deploymentLabels } from './labels';
import type { Manifest } from './Manifest';
import { kasmVersion } from './versions/kasmVersion';

const tcp = (...ports: number[]) =>
  ports.map(port => ({ protocol: 'TCP', port }));

const namespaceNamed = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});

/**
 * Rules without a peer reach everywhere: a node-local DNS cache, the API server and what lies outside
 * the cluster are not pods that a selector finds, and addresses of theirs are not known here.
 */
const DNS = {
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};
/** Agents, an identity provider, Harvester's API; for the database the API server and object storage. */
const HTTPS = { ports: tcp(443, 6443) };

/**
 * Lets through what Kasm and its database need and nothing else; empty unless asked for. In the
 * database's namespace only this database's pods are closed, because other teams may share it.
 * Ports are those of pods, since policies are judged after addresses of Services are translated.
 *
 * @public
 */
export function networkPolicies(
  spec: KasmDeploymentSpec,
  settings: Pick<
    DeploymentSettings,
    'operatorNamespace' | 'ingressNamespace' | 'defaultDeny'
  >,
): Manifest[] {
  if (!spec.networkPolicies && !settings.defaultDeny) {
    return [];
  }
  return [...kasmPolicies(spec, settings), databasePolicy(spec, settings)];
}

function kasmPolicies(
  spec: KasmDeploymentSpec,
  { ingressNamespace }: Pick<DeploymentSettings, 'ingressNamespace'>,
): Manifest[] {
  const { release, namespace, databaseNamespace, databaseCluster } =
    deploymentNames(spec);
  const { proxyPorts } = kasmVersion(spec.kasmVersion);
  return [
    policy(spec, namespace, `${release}-default-deny`, {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    }),
    policy(spec, namespace, `${release}-inside`, {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: {} }] }],
      egress: [
        { to: [{ podSelector: {} }] },
        {
          to: [
            {
              ...namespaceNamed(databaseNamespace),
              podSelector: clusterPods(databaseCluster),
            },
          ],
          ports: tcp(5432),
        },
        DNS,
        HTTPS,
      ],
    }),
    policy(spec, namespace, `${release}-proxy`, {
      podSelector: {
        matchLabels: {
          'app.kubernetes.io/instance': release,
          'app.kubernetes.io/component': 'proxy',
        },
      },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: waysIn(spec, ingressNamespace).map(namespaceNamed),
          ports: tcp(proxyPorts.http, proxyPorts.https),
        },
      ],
    }),
  ];
}

function databasePolicy(
  spec: KasmDeploymentSpec,
  { operatorNamespace }: Pick<DeploymentSettings, 'operatorNamespace'>,
): Manifest {
  const { namespace, databaseNamespace, databaseCluster } =
    deploymentNames(spec);
  const { backups } = spec.database;
  const pods = clusterPods(databaseCluster);
  return policy(spec, databaseNamespace, `${databaseCluster}-database`, {
    podSelector: pods,
    policyTypes: ['Ingress', 'Egress'],
    ingress: [
      { from: [namespaceNamed(namespace)], ports: tcp(5432) },
      // 8000 is the status port of the instance manager
      { from: [namespaceNamed(operatorNamespace)], ports: tcp(5432, 8000) },
      { from: [{ podSelector: pods }], ports: tcp(5432, 8000) },
    ],
    egress: [
      { to: [{ podSelector: pods }], ports: tcp(5432, 8000) },
      DNS,
      HTTPS,
      ...(backups.method === 'plugin'
        ? [
            { to: [namespaceNamed(operatorNamespace)], ports: tcp(9443) },
            ...objectStorage(backups.endpointUrl),
          ]
        : []),
    ],
  });
}

/** A Gateway is served from its own namespace or, by Traefik, from Traefik's. */
function waysIn({ ingress }: KasmDeploymentSpec, ingressNamespace: string) {
  const { gateway } = ingress;
  return [
    ...new Set([ingressNamespace, ...(gateway ? [gateway.namespace] : [])]),
  ];
}

function objectStorage(endpoint: string | undefined): object[] {
  const port = Number(/:(\d+)$/.exec(endpoint ?? '')?.[1] ?? 443);
  return [443, 6443].includes(port) ? [] : [{ ports: tcp(port) }];
}

function clusterPods(databaseCluster: string) {
  return { matchLabels: { 'cnpg.io/cluster': databaseCluster } };
}

function policy(
  { name: deployment }: KasmDeploymentSpec,
  namespace: string,
  name: string,
  spec: object,
): Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace, labels: deploymentLabels(deployment) },
    spec,
  };
}
