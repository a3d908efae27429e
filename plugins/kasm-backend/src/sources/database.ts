import type {
  DatabaseFacts,
  DeploymentFacts,
} from '../observation/Observation';
import type { ClusterViews } from './ClusterViews';
import { byName } from './controlPlane';
import {
  backups,
  databaseClusters,
  scheduledBackups,
  type WatchedBackup,
  type WatchedScheduledBackup,
} from './databaseKinds';
import { deployments } from './deployments';
import { pods } from './pods';
import { createSource, type Source } from './Source';

/** Name of CloudNativePG's Deployment as its manifests make it; others are simply not seen. */
const OPERATOR = 'cnpg-controller-manager';

/**
 * The PostgreSQL cluster, its pods, its backups and its operator.
 *
 * @internal
 */
export function watchDatabase(options: {
  views: ClusterViews;
  deployment: DeploymentFacts;
  changed: () => void;
}): Source<DatabaseFacts> {
  const { views, deployment, changed } = options;
  const { databaseCluster, databaseNamespace, operatorNamespace } = deployment;
  const scope = { namespace: databaseNamespace };
  const ofCluster = ({ cluster }: { cluster?: string }) =>
    cluster === databaseCluster;

  const clusterView = views.view(databaseClusters, scope, {
    relevant: ({ name }) => name === databaseCluster,
    changed,
  });
  const podView = views.view(pods, scope, {
    relevant: pod => pod.databaseCluster === databaseCluster,
    changed,
  });
  const scheduleView = views.view<WatchedScheduledBackup>(
    scheduledBackups,
    scope,
    {
      relevant: ofCluster,
      changed,
    },
  );
  const backupView = views.view<WatchedBackup>(backups, scope, {
    relevant: ofCluster,
    changed,
  });
  const operatorView = views.view(
    deployments,
    {
      namespace: operatorNamespace,
      fieldSelector: `metadata.name=${OPERATOR}`,
    },
    { relevant: ({ name }) => name === OPERATOR, changed },
  );

  return createSource<DatabaseFacts>({
    // Backups that cannot be seen must not look like backups that are not there.
    needed: [clusterView, podView, scheduleView, backupView],
    optional: [operatorView],
    read() {
      const [cluster] = clusterView.items();
      const members = podView.items().sort(byName);
      return {
        facts: {
          ...(cluster ?? absentCluster(deployment)),
          present: cluster !== undefined,
          pods: members,
          backups: backupFacts(scheduleView.items(), backupView.items()),
          operatorAvailable: operatorView.items()[0]?.available,
        },
        empty: cluster === undefined && members.length === 0,
      };
    },
  });
}

function absentCluster(deployment: DeploymentFacts) {
  const { databaseCluster, databaseInstances } = deployment;
  return {
    desired: databaseInstances,
    ready: 0,
    hibernated: false,
    fenced: [],
    superuserAccess: false,
    superuserSecret: `${databaseCluster}-superuser`,
    applicationSecret: `${databaseCluster}-app`,
  };
}

function backupFacts(
  schedules: WatchedScheduledBackup[],
  taken: WatchedBackup[],
): DatabaseFacts['backups'] {
  const running = schedules.filter(({ suspended }) => !suspended);
  const [schedule] = [...running, ...schedules].sort(byName);
  const newest = (phase: string) =>
    taken
      .filter(backup => backup.phase === phase)
      .sort((a, b) => ((a.stoppedAt ?? '') < (b.stoppedAt ?? '') ? 1 : -1))[0];
  const failed = newest('failed');
  return {
    scheduled: schedules.length > 0,
    suspended: schedules.length > 0 && running.length === 0,
    schedule: schedule?.schedule,
    method: schedule?.method,
    lastCompletedAt: newest('completed')?.stoppedAt,
    lastFailed: failed && {
      at: failed.stoppedAt,
      error: failed.error ?? 'failed without a message',
    },
  };
}
