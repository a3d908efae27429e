import type { RunContext } from './RunContext';
import { describeObject, type SeenObject } from './WriteRecord';

type Known = Pick<RunContext, 'written' | 'cluster' | 'names' | 'dryRun'>;

const RESOURCE_OF: Record<string, string> = {
  ConfigMap: 'configmap',
  Secret: 'secret',
  Certificate: 'certificates.cert-manager.io',
  Cluster: 'clusters.postgresql.cnpg.io',
  Backup: 'backups.postgresql.cnpg.io',
  ScheduledBackup: 'scheduledbackups.postgresql.cnpg.io',
  ObjectStore: 'objectstores.barmancloud.cnpg.io',
  HelmChart: 'helmcharts.helm.cattle.io',
  IngressRoute: 'ingressroutes.traefik.io',
  ServersTransport: 'serverstransports.traefik.io',
};

/** What a run that did not finish has left, and how to go on; one sentence or two. */
export function leftInCluster({ written, cluster, dryRun }: Known): string {
  const left = written.all();
  if (dryRun || left.length === 0) {
    return 'Nothing was changed.';
  }
  return `Left in cluster ${cluster.name}: ${left
    .map(describeObject)
    .join(
      ', ',
    )}. To go on, run the template again with the same values: what is done is not repeated.`;
}

/** Commands that remove it all, newest first. Only names that we derived go into them. */
export function removalCommands({ written, cluster }: Known): string[] {
  return written
    .all()
    .filter(({ kind }) => kind in RESOURCE_OF)
    .reverse()
    .map(object => removal(cluster.name, object));
}

function removal(context: string, { kind, namespace, name }: SeenObject) {
  return `kubectl --context ${context} -n ${namespace} delete ${RESOURCE_OF[kind]} ${name}`;
}
