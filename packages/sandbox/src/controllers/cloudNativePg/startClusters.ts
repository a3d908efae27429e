import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { microTimestamp } from '../machinery/conditions';
import { recordEvent } from '../machinery/recordEvent';
import { resourceOf } from '../machinery/resourceOf';
import {
  ownKey,
  ownerKeys,
  startReconciler,
  type Reconciler,
} from '../machinery/startReconciler';
import { isFinished } from '../workloads/startJobs';
import { clusterSecrets } from './clusterSecrets';
import {
  clusterConditions,
  countedStatus,
  PHASE,
  restingPhase,
  type Phase,
} from './clusterStatus';
import {
  credentialSecrets,
  instancesOf,
  PVC_STATUS,
  unknownPlugin,
  type Instance,
} from './facts';
import {
  clusterObjects,
  instanceJob,
  instancePod,
  instanceVolume,
  podHash,
  POD_HASH,
  roleLabels,
} from './instanceObjects';
import { candidate, nextPrimaryMove } from './movePrimary';

const CLUSTERS = 'clusters.postgresql.cnpg.io';
/** How soon a plugin that is missing is looked for again. */
const PLUGIN_CHECK = 2000;

/** Plays CloudNativePG's operator for Clusters. Returns the function that ends it. */
export function startClusters(store: ClusterStore, clock: Clock): () => void {
  const inNamespace = (object: StoredObject) =>
    store.list(CLUSTERS, { namespace: object.metadata.namespace }).map(ownKey);
  const reconciler = startReconciler(
    clock,
    [
      { store, resource: CLUSTERS },
      { store, resource: 'pods', keys: ownerKeys('Cluster') },
      { store, resource: 'jobs.batch', keys: ownerKeys('Cluster') },
      {
        store,
        resource: 'persistentvolumeclaims',
        keys: ownerKeys('Cluster'),
      },
      { store, resource: 'secrets', keys: inNamespace },
    ],
    ({ namespace, name }, { lookAfter }) => {
      const cluster = store.get(CLUSTERS, namespace, name);
      if (cluster && !cluster.metadata.deletionTimestamp) {
        reconcile(store, clock, cluster, milliseconds =>
          lookAfter({ namespace, name }, milliseconds),
        );
      }
    },
  );
  return (reconciler as Reconciler).stop;
}

function reconcile(
  store: ClusterStore,
  clock: Clock,
  cluster: StoredObject,
  lookAfter: (milliseconds: number) => void,
) {
  const plugin = unknownPlugin(store, cluster);
  if (plugin) {
    lookAfter(PLUGIN_CHECK);
    writeStatus(store, clock, cluster, instancesOf(store, cluster), {
      phase: PHASE.unknownPlugin,
      phaseReason: `Unknown plugin: '${plugin}'. This may be caused by the plugin not being loaded correctly by the operator. Check the operator and plugin logs for errors`,
    });
    return;
  }
  createMissing(store, cluster);

  const move = nextPrimaryMove(cluster, instancesOf(store, cluster), clock);
  if (move?.event) {
    recordEvent(store, clock, cluster, {
      ...move.event,
      source: 'cloudnative-pg',
    });
  }
  if (move?.lookAfter) {
    lookAfter(move.lookAfter);
  }
  const moved = move ? write(store, cluster, move.status) : cluster;
  const underWay =
    moved.status?.currentPrimary &&
    moved.status.targetPrimary !== moved.status.currentPrimary;

  const rolling = underWay ? undefined : rollOne(store, clock, moved);
  if (!underWay && !rolling) {
    createNextInstance(store, clock, moved);
    removeSurplus(store, moved);
  }
  createMissingPods(store, moved, Boolean(underWay));
  const instances = instancesOf(store, moved);
  const settled = acceptPrimary(store, clock, moved, instances);
  labelRoles(store, settled, instances);
  markReady(store, instances);
  writeStatus(
    store,
    clock,
    settled,
    instancesOf(store, settled),
    underWay && move
      ? move.status
      : rolling ?? restingPhase(settled, instancesOf(store, settled)),
  );
}

function write(
  store: ClusterStore,
  cluster: StoredObject,
  fields: object,
): StoredObject {
  return store.updateStatus(
    CLUSTERS,
    cluster.metadata.namespace,
    cluster.metadata.name,
    status => Object.assign(status, fields),
  )!;
}

function createMissing(store: ClusterStore, cluster: StoredObject) {
  for (const object of [
    ...clusterObjects(cluster),
    ...clusterSecrets(cluster),
  ]) {
    const { namespace, name } = object.metadata;
    if (!store.get(resourceOf(object), namespace, name)) {
      store.create(object);
    }
  }
}

/** The next volume with the Job that fills it, one at a time. */
function createNextInstance(
  store: ClusterStore,
  clock: Clock,
  cluster: StoredObject,
) {
  const instances = instancesOf(store, cluster);
  const { namespace, name } = cluster.metadata;
  const busy = instances.some(
    instance => instance.initialising || !instance.ready,
  );
  if (busy || instances.length >= cluster.spec.instances) {
    return;
  }
  const taken = new Set(instances.map(instance => instance.serial));
  let serial = 1;
  while (taken.has(serial)) {
    serial += 1;
  }
  const instance = `${name}-${serial}`;
  const first = instances.length === 0;
  store.create(instanceVolume(cluster, instance, first));
  const job = instanceJob(cluster, instance, first ? 'initdb' : 'join');
  if (!store.get('jobs.batch', namespace, job.metadata.name)) {
    store.create(job);
  }
  recordEvent(store, clock, cluster, {
    reason: 'CreatingInstance',
    message: first
      ? `Primary instance (initdb)`
      : `Creating instance ${instance}`,
    source: 'cloudnative-pg',
  });
}

/** Fewer instances wanted: the highest number goes, never the primary. */
function removeSurplus(store: ClusterStore, cluster: StoredObject) {
  const instances = instancesOf(store, cluster);
  if (instances.length <= cluster.spec.instances) {
    return;
  }
  const surplus = instances
    .filter(({ name }) => name !== cluster.status?.currentPrimary)
    .pop();
  if (surplus) {
    const { namespace } = cluster.metadata;
    store.delete('pods', namespace, surplus.name);
    store.delete('persistentvolumeclaims', namespace, surplus.name);
  }
}

/** Pods of volumes that are filled; the old primary stays away until the new one has taken over. */
function createMissingPods(
  store: ClusterStore,
  cluster: StoredObject,
  underWay: boolean,
) {
  const { namespace } = cluster.metadata;
  const primary = cluster.status?.currentPrimary;
  for (const instance of instancesOf(store, cluster)) {
    const jobs = ['initdb', 'join']
      .map(role =>
        store.get('jobs.batch', namespace, `${instance.name}-${role}`),
      )
      .filter(job => job !== undefined);
    if (instance.pod || jobs.some(job => !isFinished(job))) {
      continue;
    }
    jobs.forEach(job =>
      store.delete('jobs.batch', namespace, job.metadata.name),
    );
    if (underWay && instance.name === primary) {
      continue;
    }
    const isPrimary = primary
      ? instance.name === primary
      : instance.serial === 1;
    store.create(instancePod(cluster, instance.name, isPrimary));
  }
}

/** The first instance becomes the primary when it is ready for the first time. */
function acceptPrimary(
  store: ClusterStore,
  clock: Clock,
  cluster: StoredObject,
  instances: Instance[],
): StoredObject {
  const first = instances.find(instance => instance.ready);
  if (cluster.status?.currentPrimary || !first) {
    return cluster.status?.targetPrimary
      ? cluster
      : write(store, cluster, {
          targetPrimary: `${cluster.metadata.name}-1`,
          targetPrimaryTimestamp: microTimestamp(clock.now()),
        });
  }
  return write(store, cluster, {
    currentPrimary: first.name,
    currentPrimaryTimestamp: microTimestamp(clock.now()),
    targetPrimary: first.name,
    timelineID: 1,
    systemID: `7${String(Date.parse(cluster.metadata.creationTimestamp)).padEnd(
      18,
      '0',
    )}`,
  });
}

function labelRoles(
  store: ClusterStore,
  cluster: StoredObject,
  instances: Instance[],
) {
  const { namespace } = cluster.metadata;
  const primary = cluster.status?.currentPrimary;
  if (!primary) {
    return;
  }
  for (const { name } of instances) {
    const labels = roleLabels(name === primary);
    for (const resource of ['pods', 'persistentvolumeclaims']) {
      const { role } =
        store.get(resource, namespace, name)?.metadata.labels ?? {};
      if (role !== labels.role) {
        store.update(resource, namespace, name, copy => {
          Object.assign(copy.metadata.labels, labels);
        });
      }
    }
  }
}

function markReady(store: ClusterStore, instances: Instance[]) {
  for (const { ready, initialising, volume } of instances) {
    if (ready && initialising) {
      store.update(
        'persistentvolumeclaims',
        volume.metadata.namespace,
        volume.metadata.name,
        copy => {
          copy.metadata.annotations[PVC_STATUS] = 'ready';
        },
      );
    }
  }
}

/**
 * Replaces one outdated pod when all are ready: replicas first, the primary by handing over. Returns
 * the phase while anything is outdated.
 */
function rollOne(
  store: ClusterStore,
  clock: Clock,
  cluster: StoredObject,
): Phase | undefined {
  const instances = instancesOf(store, cluster);
  const primary = cluster.status?.currentPrimary;
  const outdated = instances.filter(
    ({ pod }) =>
      pod && pod.metadata.annotations?.[POD_HASH] !== podHash(cluster),
  );
  if (!primary || outdated.length === 0) {
    return undefined;
  }
  const next = outdated.find(({ name }) => name !== primary) ?? outdated[0];
  const upgrading = {
    phase: PHASE.upgrading,
    phaseReason: `Restarting instance ${next.name}, because: original and target PodSpec differ`,
  };
  if (!instances.every(instance => instance.ready)) {
    return upgrading;
  }
  const successor = candidate(instances, primary);
  if (next.name === primary && successor) {
    recordEvent(store, clock, cluster, {
      reason: 'Switchover',
      message: `Initiating switchover to ${successor} to upgrade ${primary}`,
      source: 'cloudnative-pg',
    });
    const phase = {
      phase: PHASE.switchover,
      phaseReason: `Switching over to ${successor} to complete upgrade`,
    };
    write(store, cluster, {
      ...phase,
      targetPrimary: successor,
      targetPrimaryTimestamp: microTimestamp(clock.now()),
    });
    return phase;
  }
  recordEvent(store, clock, cluster, {
    reason: 'UpgradingInstance',
    message: `Upgrading instance ${next.name}`,
    source: 'cloudnative-pg',
  });
  store.delete('pods', cluster.metadata.namespace, next.name);
  return upgrading;
}

/** The versions of the Secrets the passwords were taken from: absent when a Secret is missing. */
function secretVersions(store: ClusterStore, cluster: StoredObject) {
  const { namespace, name } = cluster.metadata;
  const named = credentialSecrets(cluster);
  const version = (secret: string) =>
    store.get('secrets', namespace, secret)?.metadata.resourceVersion;
  return Object.fromEntries(
    Object.entries({
      applicationSecretVersion: version(named.application),
      superuserSecretVersion: cluster.spec.enableSuperuserAccess
        ? version(named.superuser)
        : undefined,
      clientCaSecretVersion: version(`${name}-ca`),
      replicationSecretVersion: version(`${name}-replication`),
      serverCaSecretVersion: version(`${name}-ca`),
      serverSecretVersion: version(`${name}-server`),
    }).filter(([, value]) => value !== undefined),
  );
}

function writeStatus(
  store: ClusterStore,
  clock: Clock,
  cluster: StoredObject,
  instances: Instance[],
  { phase, phaseReason }: Phase,
) {
  const { namespace, name } = cluster.metadata;
  const plugins = (cluster.spec.plugins ?? []).filter(
    (plugin: { enabled?: boolean }) => plugin.enabled !== false,
  );
  store.updateStatus(CLUSTERS, namespace, name, status => {
    const conditions = clusterConditions(
      { ...cluster, status },
      phase,
      clock.now(),
    );
    Object.assign(status, countedStatus({ ...cluster, status }, instances), {
      phase,
      phaseReason,
      conditions,
      secretsResourceVersion: secretVersions(store, cluster),
      ...(plugins.length > 0 && phase !== PHASE.unknownPlugin
        ? {
            pluginStatus: plugins.map((plugin: { name: string }) => ({
              name: plugin.name,
              version: '0.14.0',
              capabilities: ['TYPE_BACKUP_SERVICE', 'TYPE_WAL_SERVICE'],
            })),
          }
        : {}),
    });
    if (!phaseReason) {
      delete status.phaseReason;
    }
  });
}
