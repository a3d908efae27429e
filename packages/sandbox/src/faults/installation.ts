import type { ClusterStore, StoredObject } from '../apiserver/ClusterStore';
import { CERTIFICATES } from '../controllers/certManager/certificateResources';
import { CLUSTERS } from '../controllers/cloudNativePg/facts';
import { CHARTS } from '../controllers/helm/chartResources';
import { MACHINES } from '../controllers/kubeVirt/machineResources';
import { INGRESS_ROUTES } from '../controllers/traefik/traefikResources';
import type { Place } from '../controllers/interventions/Place';
import { SEEDED } from '../world/SeededDeployment';

const DEPLOYMENT = 'kasm-portal/deployment';

/** Where the parts of one deployment are. Each throws one sentence when it is not there. */
export interface Installation {
  /** Kasm's Helm release, and the namespace of its pods. */
  release(): { release: string; namespace: string };
  /** The HelmChart that the release is installed from. */
  helmChart(): Place;
  database(): Place;
  certificate(): Place;
  /** Its IngressRoute. */
  route(): Place;
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
    release: () => {
      const { metadata, spec } = labelled(CHARTS, 'HelmChart');
      return { release: metadata.name, namespace: spec.targetNamespace };
    },
    helmChart: () => place(labelled(CHARTS, 'HelmChart')),
    database: () => place(labelled(CLUSTERS, 'database cluster')),
    certificate: () => place(labelled(CERTIFICATES, 'Certificate')),
    route: () => place(labelled(INGRESS_ROUTES, 'IngressRoute')),
    agent: () => {
      // The portal's own namespace can be another than that of the seeded deployment.
      const descriptor = rke2
        .list('configmaps', { labels: { [DEPLOYMENT]: name } })
        .find(({ metadata }) => metadata.name === `${name}-descriptor`);
      const namespace =
        descriptor &&
        JSON.parse(descriptor.data['descriptor.json']).spec?.agents?.namespace;
      const [machine] = namespace
        ? harvester.list(MACHINES, { namespace })
        : [];
      if (!machine) throw missing('agent VM');
      return place(machine);
    },
  };
}

/** The portal's names of all deployments that there are, in order. */
export function deploymentNames(rke2: ClusterStore): string[] {
  return rke2
    .list('configmaps')
    .filter(
      ({ metadata }) =>
        metadata.name === `${metadata.labels?.[DEPLOYMENT]}-descriptor`,
    )
    .map(({ metadata }) => metadata.labels![DEPLOYMENT])
    .sort();
}
