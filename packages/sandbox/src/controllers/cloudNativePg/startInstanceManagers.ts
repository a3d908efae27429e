import type { StoredObject } from '../../apiserver/ClusterStore';
import { ownerKeys, startReconciler } from '../machinery/startReconciler';
import { archiveOf, OBJECT_STORES } from './archivePlace';
import { archivingFailure } from './archiveState';
import type { DatabaseWorld } from './DatabaseWorld';
import { CLUSTERS, instancesOf, isFenced } from './facts';
import { archiver } from './plugins';
import { recordLine } from './postgresLog';
import { References } from './References';
import { takePasswords } from './takePasswords';

/** What the readiness probe of a fenced instance says. */
const FENCED = 'HTTP probe failed with statuscode: 500';

/** The kubelet, as far as instances need it. */
export interface InstanceProbes {
  /** What the probes of pods say that are not well, by `namespace/name`. */
  unhealthy: Map<string, string>;
  /** Asks the containers of a pod again how they are. */
  recheck(namespace: string, pod: string): void;
}

/**
 * Plays what runs inside the pods of databases, with or without the operator: passwords, fences and the
 * archive. Returns the function that ends it.
 */
export function startInstanceManagers(
  world: DatabaseWorld,
  { unhealthy, recheck }: InstanceProbes,
): () => void {
  const { store, clock } = world;
  const references = new References(store);
  /** What was last said about the archive, by the Cluster's uid. */
  const said = new Map<string, string | undefined>();

  const endNotes = store.subscribe(CLUSTERS, ({ type, object }) => {
    if (type === 'DELETED') {
      said.delete(object.metadata.uid);
    } else {
      references.note(object);
    }
  });
  const { stop } = startReconciler(
    clock,
    [
      { store, resource: CLUSTERS },
      { store, resource: 'pods', keys: ownerKeys('Cluster') },
      {
        store,
        resource: 'secrets',
        keys: secret => references.to('secrets', secret),
      },
      {
        store,
        resource: OBJECT_STORES,
        keys: objectStore => references.to(OBJECT_STORES, objectStore),
      },
    ],
    ({ namespace, name }) => {
      const cluster = store.get(CLUSTERS, namespace, name);
      if (!cluster || cluster.metadata.deletionTimestamp) {
        return;
      }
      followFences(cluster);
      const primary = instancesOf(store, cluster).find(
        each => each.ready && each.name === cluster.status?.currentPrimary,
      );
      if (primary) {
        takePasswords(world, cluster, primary.name);
        archive(cluster, primary.name);
      }
    },
  );
  return () => {
    endNotes();
    stop();
  };

  function followFences(cluster: StoredObject) {
    const { namespace } = cluster.metadata;
    for (const { name } of instancesOf(store, cluster)) {
      const place = `${namespace}/${name}`;
      const fenced = isFenced(cluster, name);
      if (fenced !== unhealthy.has(place)) {
        if (fenced) {
          unhealthy.set(place, FENCED);
        } else {
          unhealthy.delete(place);
        }
        recheck(namespace!, name);
      }
    }
  }

  function archive(cluster: StoredObject, primary: string) {
    const { uid, namespace } = cluster.metadata;
    const found = archiveOf(store, cluster);
    const failure = archivingFailure(world, cluster);
    if (failure === undefined && found && found.refused === undefined) {
      world.buckets.open(found.place, uid);
    }
    if (failure !== undefined && said.get(uid) !== failure) {
      const plugin = Boolean(archiver(cluster));
      store.appendLog(
        namespace!,
        primary,
        plugin ? 'plugin-barman-cloud' : 'postgres',
        JSON.stringify({
          level: 'error',
          ts: clock.now().toISOString(),
          logger: 'wal-archive',
          msg: 'Error while calling ArchiveWAL, failing',
          logging_pod: primary,
          error: failure,
        }),
      );
      store.appendLog(
        namespace!,
        primary,
        'postgres',
        recordLine(clock.now(), primary, {
          severity: 'LOG',
          message: 'archive command failed with exit code 1',
        }),
      );
    }
    said.set(uid, failure);
  }
}
