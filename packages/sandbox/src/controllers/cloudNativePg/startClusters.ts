import { ownerKeys, type ReconcileKey } from '../machinery/startReconciler';
import { OBJECT_STORES } from './archivePlace';
import type { DatabaseWorld } from './DatabaseWorld';
import { CLUSTERS } from './facts';
import { OPERATOR_NAMESPACE, startOperatorPart } from './operator';
import { reconcileCluster } from './reconcileCluster';
import { References } from './References';

/** Set where somebody wants the operator to leave a Cluster alone. */
const LEFT_ALONE = 'cnpg.io/reconciliationLoop';

/** Plays CloudNativePG's operator for Clusters. Returns the function that ends it. */
export function startClusters(world: DatabaseWorld): () => void {
  const { store, clock, contents } = world;
  const references = new References(store);
  /** Clusters with an instance on a node; those that moved away look once too often. */
  const onNode = new Map<string, Map<string, ReconcileKey>>();
  const ofCluster = ownerKeys('Cluster');

  const endNotes = store.subscribe(CLUSTERS, ({ type, object }) => {
    if (type === 'DELETED') {
      contents.forget(object.metadata.uid);
    } else {
      references.note(object);
    }
  });
  const end = startOperatorPart(
    store,
    clock,
    CLUSTERS,
    [
      {
        store,
        resource: 'pods',
        keys: pod => {
          const keys = ofCluster(pod);
          const node = pod.spec?.nodeName;
          if (node && keys.length > 0) {
            const known = onNode.get(node) ?? new Map();
            keys.forEach(key => known.set(`${key.namespace}/${key.name}`, key));
            onNode.set(node, known);
          }
          return keys;
        },
      },
      { store, resource: 'jobs.batch', keys: ofCluster },
      { store, resource: 'persistentvolumeclaims', keys: ofCluster },
      {
        store,
        resource: 'nodes',
        keys: ({ metadata }) => [
          ...(onNode.get(metadata.name)?.values() ?? []),
        ],
      },
      {
        store,
        resource: 'secrets',
        // Secrets that nobody marked are looked at with the next change of their Cluster.
        keys: secret =>
          secret.metadata.labels?.['cnpg.io/reload'] ||
          secret.metadata.ownerReferences ||
          secret.type === 'Opaque'
            ? references.to('secrets', secret)
            : [],
      },
      {
        store,
        resource: 'services',
        keys: ({ metadata }) => {
          const plugin = metadata.labels?.['cnpg.io/pluginName'];
          return plugin && metadata.namespace === OPERATOR_NAMESPACE
            ? references.toPlugin(plugin)
            : [];
        },
      },
      {
        store,
        resource: OBJECT_STORES,
        keys: objectStore => references.to(OBJECT_STORES, objectStore),
      },
    ],
    ({ namespace, name }, { lookAfter }) => {
      const cluster = store.get(CLUSTERS, namespace, name);
      if (
        cluster &&
        !cluster.metadata.deletionTimestamp &&
        cluster.metadata.annotations?.[LEFT_ALONE] !== 'disabled'
      ) {
        reconcileCluster(world, cluster, milliseconds =>
          lookAfter({ namespace, name }, milliseconds),
        );
      }
    },
  );
  return () => {
    endNotes();
    end();
  };
}
