import { disownRelease } from '../removal/disownRelease';
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

/**
 * How to remove what this task made, newest first: lines for the log, none when it made nothing. What
 * was there before, or is an earlier task's, is not among it. Only names that we derived go into it.
 */
export function howToRemove({
  written,
  cluster,
  names,
  dryRun,
}: Known): string[] {
  const made = written.made().filter(({ kind }) => kind in RESOURCE_OF);
  if (dryRun || made.length === 0) {
    return [];
  }
  const database = made.some(({ kind }) => kind === 'Cluster');
  return [
    `To remove what was made${
      database ? ' (the Cluster takes its data with it)' : ''
    }, as a cluster administrator:`,
    ...made
      .reverse()
      .map(object =>
        object.kind === 'HelmChart' && written.releaseIsOlder
          ? disownRelease({ cluster, names })
          : removal(cluster.name, object),
      )
      .map(command => `  ${command}`),
  ];
}

function removal(context: string, { kind, namespace, name }: SeenObject) {
  return `kubectl --context ${context} -n ${namespace} delete ${RESOURCE_OF[kind]} ${name}`;
}
