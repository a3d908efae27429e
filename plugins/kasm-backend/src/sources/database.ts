import type { KubeClient } from '@kasm-portal/backstage-plugin-kasm-node';
import type {
  DatabaseFacts,
  DeploymentFacts,
} from '../observation/Observation';
import { backupFacts } from './backupFacts';
import {
  backups,
  objectStores,
  scheduledBackups,
  type WatchedBackup,
  type WatchedScheduledBackup,
} from './backupKinds';
import { claims, type WatchedClaim } from './claims';
import type { ClusterViews } from './ClusterViews';
import { byName } from './controlPlane';
import { databaseClusters, type WatchedCluster } from './databaseKinds';
import {
  databaseOperators,
  disruptionBudgets,
  type WatchedDisruptionBudget,
  type WatchedOperator,
} from './databaseParts';
import { imageTag } from './deployments';
import { InstanceStatusWatch } from './InstanceStatusWatch';
import { pods, type WatchedPod } from './pods';
import { ScaleUps } from './scaleUps';
import { createSource, type Source } from './Source';
import {
  newestWarnings,
  ONLY_WARNINGS,
  warnings,
  type WatchedWarning,
} from './warnings';

/**
 * Names of CloudNativePG's Deployment as its manifests and its Helm chart make it. Watched by name,
 * because finding it by its label would need the right to list every Deployment beside it.
 */
const OPERATORS = ['cnpg-controller-manager', 'cnpg-cloudnative-pg'];

/**
 * The PostgreSQL cluster, its pods, its backups and its operator.
 *
 * @internal
 */
export function watchDatabase(options: {
  views: ClusterViews;
  deployment: DeploymentFacts;
  /** Given where the portal may ask instances for their own status. */
  client?: KubeClient;
  changed: () => void;
}): Source<DatabaseFacts> {
  const { views, deployment, client, changed } = options;
  const { databaseCluster, databaseNamespace, operatorNamespace } = deployment;
  const operators = deployment.operatorWorkload
    ? [deployment.operatorWorkload]
    : OPERATORS;
  const scope = { namespace: databaseNamespace };
  const of = `database/${databaseCluster}`;
  const own = {
    of,
    relevant: (item: { databaseCluster?: string }) =>
      item.databaseCluster === databaseCluster,
    changed,
  };
  const ofCluster = {
    of,
    relevant: ({ cluster }: { cluster?: string }) =>
      cluster === databaseCluster,
    changed,
  };

  const clusterView = views.view(databaseClusters, scope, {
    of,
    relevant: ({ name }) => name === databaseCluster,
    changed,
  });
  const podView = views.view<WatchedPod>(pods, scope, own);
  const scheduleView = views.view<WatchedScheduledBackup>(
    scheduledBackups,
    scope,
    ofCluster,
  );
  const backupView = views.view<WatchedBackup>(backups, scope, ofCluster);
  const storeView = views.view(objectStores, scope, {
    // Whoever shares the archive matters, too.
    relevant: () => true,
    changed,
  });
  const claimView = views.view<WatchedClaim>(claims, scope, own);
  const warningView = views.view<WatchedWarning | undefined>(
    warnings,
    { ...scope, fieldSelector: ONLY_WARNINGS },
    {
      relevant: warning =>
        warning !== undefined && isInstance(warning.object, databaseCluster),
      changed,
    },
  );
  const budgetView = views.view<WatchedDisruptionBudget>(
    disruptionBudgets,
    scope,
    ofCluster,
  );
  const operatorViews = operators.map(operator =>
    views.view(
      databaseOperators,
      {
        namespace: operatorNamespace,
        fieldSelector: `metadata.name=${operator}`,
      },
      { relevant: ({ name }) => name === operator, changed },
    ),
  );

  const instances =
    client &&
    new InstanceStatusWatch({
      client,
      namespace: databaseNamespace,
      known: () => {
        const [cluster] = clusterView.items();
        return (
          cluster && {
            currentPrimary: cluster.currentPrimary,
            pods: podView.items(),
          }
        );
      },
      changed,
    });

  const scaleUps = new ScaleUps({ views, scope, changed });

  const source = createSource<DatabaseFacts>({
    // Backups that cannot be seen must not look like backups that are not there.
    needed: [clusterView, podView, scheduleView, backupView],
    optional: [storeView, claimView, warningView, budgetView, ...operatorViews],
    read() {
      const [cluster = absentCluster(deployment)] = clusterView.items();
      const present = clusterView.items().length > 0;
      const members = podView.items().sort(byName);
      const volumes = claimView.items().sort(byName);
      const budgets = budgetView.items().sort(byName);
      return {
        facts: {
          ...cluster,
          present,
          pods: members,
          claims: claimView.wasRead ? volumes.map(claimOf) : undefined,
          scaleUps: scaleUps.of(members),
          warnings: warningView.wasRead
            ? newestWarnings(warningView.items())
            : undefined,
          backups: backupFacts({
            cluster,
            schedules: scheduleView.items(),
            taken: backupView.items(),
            stores: storeView.wasRead ? storeView.items() : undefined,
          }),
          volumes: volumesOf(cluster, volumes),
          ...(budgets.length > 0 && {
            disruptionBudgets: budgets.map(
              ({ name, allowed, healthy, desired }) => ({
                name,
                allowed,
                healthy,
                desired,
              }),
            ),
          }),
          ...operatorFacts(
            operatorViews.flatMap(view => view.items()),
            members,
            operatorViews.every(view => view.wasRead),
          ),
          replication: instances?.facts,
        },
        empty: !present && members.length === 0,
      };
    },
  });
  instances?.start();
  return {
    ...source,
    async stop() {
      source.stop();
      scaleUps.stop();
      await instances?.stop();
    },
  };
}

/** CloudNativePG names pods and claims `<cluster>-<number>`, with more behind it for some. */
function isInstance(name: string, cluster: string): boolean {
  return (
    name.startsWith(`${cluster}-`) &&
    /^\d+(-|$)/.test(name.slice(cluster.length + 1))
  );
}

function absentCluster(deployment: DeploymentFacts): WatchedCluster {
  const { databaseCluster, databaseInstances } = deployment;
  return {
    name: databaseCluster,
    desired: databaseInstances,
    ready: 0,
    hibernated: false,
    fenced: [],
    superuserAccess: false,
    superuserSecret: `${databaseCluster}-superuser`,
    applicationSecret: `${databaseCluster}-app`,
  };
}

function claimOf({ name, phase, storageClass, createdAt }: WatchedClaim) {
  return { name, phase, storageClass, createdAt };
}

function volumesOf(
  { volumes }: WatchedCluster,
  made: WatchedClaim[],
): DatabaseFacts['volumes'] {
  return (
    volumes && {
      ...volumes,
      size: made
        .flatMap(({ size }) => size ?? [])
        .sort((a, b) => parseFloat(b) - parseFloat(a) || (a < b ? -1 : 1))[0],
      pending: made
        .filter(({ phase }) => phase !== 'Bound')
        .map(({ name }) => name),
    }
  );
}

/** Two operators in one namespace fight; the one that works is the one that counts. */
function operatorFacts(
  operators: WatchedOperator[],
  instances: WatchedPod[],
  allRead: boolean,
) {
  const [operator] = [...operators].sort(
    (a, b) => b.available - a.available || byName(a, b),
  );
  // The operator puts its own program into every instance.
  const [brought] = instances
    .flatMap(({ containers }) => containers)
    .filter(({ name }) => name === 'bootstrap-controller')
    .flatMap(({ image }) => imageTag(image) ?? [])
    .sort()
    .reverse();
  return {
    // Under none of its names: it was removed, or is called otherwise.
    operatorAvailable: operator?.available ?? (allRead ? 0 : undefined),
    operatorUnavailableSince: operator?.unavailableSince,
    operatorVersion: operator?.version ?? brought,
  };
}
