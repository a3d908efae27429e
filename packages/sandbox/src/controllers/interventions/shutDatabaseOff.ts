import { CLUSTERS } from '../cloudNativePg/facts';
import type { Controllers } from '../startControllers';
import { componentPods } from './componentPods';
import { once, type Heal } from './Heal';
import { present, type Place } from './Place';

/** Components that log in to the database. */
const CLIENTS = ['api', 'manager'];

/**
 * Closes a database, by NetworkPolicy, to all but its own namespace and its operator: Kasm's API and
 * manager lose their connections and time out.
 *
 * @public
 */
export function shutDatabaseOff(
  { rke2, kubelet }: Controllers,
  database: Place,
  kasm: { namespace: string; release: string },
): Heal {
  const { namespace } = database;
  present(rke2, CLUSTERS, database, 'database cluster');
  const name = `${database.name}-ingress`;
  const isOperator = {
    matchLabels: { 'kubernetes.io/metadata.name': 'cnpg-system' },
  };
  rke2.create({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { namespace, name },
    spec: {
      podSelector: { matchLabels: { 'cnpg.io/cluster': database.name } },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [
            {
              podSelector: {
                matchLabels: { 'cnpg.io/cluster': database.name },
              },
            },
            { namespaceSelector: isOperator },
          ],
        },
      ],
    },
  });
  const recheck = () => recheckClients({ rke2, kubelet }, kasm);
  recheck();
  return once(() => {
    rke2.delete('networkpolicies.networking.k8s.io', namespace, name);
    recheck();
  });
}

/** Makes the components that log in to the database try anew. */
export function recheckClients(
  { rke2, kubelet }: Pick<Controllers, 'rke2' | 'kubelet'>,
  kasm: { namespace: string; release: string },
): void {
  for (const component of CLIENTS) {
    for (const { metadata } of componentPods(rke2, { ...kasm, component })) {
      kubelet.recheck(kasm.namespace, metadata.name);
    }
  }
}
