import type { ClusterStore, StoredObject } from '../apiserver/ClusterStore';
import type { Place } from '../controllers/interventions';
import { SEEDED } from '../world/SeededDeployment';

const DEPLOYMENT = 'kasm-portal/deployment';

/** Where the parts of one deployment are. Each throws one sentence when it is not there. */
export interface Installation {
  /** Namespace of Kasm's own pods. */
  namespace(): string;
  database(): Place;
  certificate(): Place;
  /** The first agent VM. */
  agent(): Place;
}

/**
 * Finds the parts of a deployment by the portal's name for it, in the cluster rather than by rules for
 * names, so that a fault hits what is really there.
 */
export function installationOf(
  clusters: { rke2: ClusterStore; harvester: ClusterStore },
  name: string = SEEDED.name,
): Installation {
  const { rke2, harvester } = clusters;
  const missing = (what: string) =>
    new Error(`Deployment '${name}' has no ${what} in the sandbox`);
  const labelled = (resource: string, what: string): StoredObject => {
    const [first] = rke2.list(resource, { labels: { [DEPLOYMENT]: name } });
    if (!first) throw missing(what);
    return first;
  };
  const place = ({ metadata }: StoredObject): Place => ({
    namespace: metadata.namespace!,
    name: metadata.name,
  });
  return {
    namespace: () =>
      labelled('helmcharts.helm.cattle.io', 'HelmChart').spec.targetNamespace,
    database: () =>
      place(labelled('clusters.postgresql.cnpg.io', 'database cluster')),
    certificate: () =>
      place(labelled('certificates.cert-manager.io', 'Certificate')),
    agent: () => {
      const descriptor = rke2.get(
        'configmaps',
        SEEDED.systemNamespace,
        `${name}-descriptor`,
      );
      const namespace =
        descriptor &&
        JSON.parse(descriptor.data['descriptor.json']).spec?.agents?.namespace;
      const [machine] = namespace
        ? harvester.list('virtualmachines.kubevirt.io', { namespace })
        : [];
      if (!machine) throw missing('agent VM');
      return place(machine);
    },
  };
}
