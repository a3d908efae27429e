import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { microTimestamp } from '../machinery/conditions';
import { recordEvent } from '../machinery/recordEvent';
import { resourceOf } from '../machinery/resourceOf';
import {
  ownKey,
  ownerKeys,
  startReconciler,
} from '../machinery/startReconciler';
import {
  createMissingPods,
  createNextInstance,
  labelRoles,
  markReady,
  removeSurplus,
} from './changeInstances';
import { clusterSecrets } from './clusterSecrets';
import { PHASE, restingPhase } from './clusterStatus';
import { instancesOf, unknownPlugin, type Instance } from './facts';
import { clusterObjects } from './instanceObjects';
import { nextPrimaryMove } from './movePrimary';
import { rollOne } from './rollInstances';
import {
  CLUSTERS,
  writeClusterStatus,
  writeFields,
} from './writeClusterStatus';

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
  return reconciler.stop;
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
    writeClusterStatus(store, clock, cluster, instancesOf(store, cluster), {
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
  const moved = move ? writeFields(store, cluster, move.status) : cluster;
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
  writeClusterStatus(
    store,
    clock,
    settled,
    instancesOf(store, settled),
    underWay && move
      ? move.status
      : rolling ?? restingPhase(settled, instancesOf(store, settled)),
  );
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
      : writeFields(store, cluster, {
          targetPrimary: `${cluster.metadata.name}-1`,
          targetPrimaryTimestamp: microTimestamp(clock.now()),
        });
  }
  return writeFields(store, cluster, {
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
