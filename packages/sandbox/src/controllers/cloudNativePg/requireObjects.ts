import type { NewObject, StoredObject } from '../../apiserver/ClusterStore';
import { isControlledBy } from '../machinery/ownerReference';
import { resourceOf } from '../machinery/resourceOf';
import { clusterObjects } from './clusterObjects';
import { missingSecrets } from './clusterSecrets';
import type { DatabaseWorld } from './DatabaseWorld';
import { credentialSecrets } from './facts';
import { PHASE, type Phase } from './phases';

const BUDGETS = 'poddisruptionbudgets.policy';

/**
 * Makes what every Cluster needs and is not there, and takes away what it no longer wants. Returns the
 * phase when something of somebody else's is in the way.
 */
export function requireObjects(
  world: DatabaseWorld,
  cluster: StoredObject,
): Phase | undefined {
  const { store } = world;
  const { namespace } = cluster.metadata;
  const objects = clusterObjects(cluster);
  const foreign = objects.find(({ kind, metadata }) => {
    const existing =
      kind === 'Service' && store.get('services', namespace, metadata.name);
    return existing && !isControlledBy(existing, cluster);
  });
  if (foreign) {
    return {
      phase: PHASE.objects,
      phaseReason: `refusing to reconcile service: ${foreign.metadata.name}, not owned by the cluster`,
    };
  }
  for (const object of objects) {
    if (!store.get(resourceOf(object), namespace, object.metadata.name)) {
      store.create(object);
    }
  }
  // Passwords are made once, and only looked at when something is missing.
  missingSecrets(
    cluster,
    name => store.get('secrets', namespace, name) !== undefined,
  ).forEach(secret => store.create(secret));
  keepBudgets(world, cluster, objects);
  dropSuperuser(world, cluster);
  return undefined;
}

/** Budgets follow the number of instances. */
function keepBudgets(
  { store }: DatabaseWorld,
  cluster: StoredObject,
  wanted: NewObject[],
) {
  const { namespace, name } = cluster.metadata;
  for (const budget of [name, `${name}-primary`]) {
    const existing = store.get(BUDGETS, namespace, budget);
    const wish = wanted.find(
      ({ kind, metadata }) =>
        kind === 'PodDisruptionBudget' && metadata.name === budget,
    );
    if (!existing || !isControlledBy(existing, cluster)) {
      continue;
    }
    if (!wish) {
      store.delete(BUDGETS, namespace, budget);
    } else if (existing.spec.minAvailable !== wish.spec.minAvailable) {
      store.update(BUDGETS, namespace, budget, ({ spec }) => {
        spec.minAvailable = wish.spec.minAvailable;
      });
    }
  }
}

/** Who gives superuser access up loses the Secret that the operator made. */
function dropSuperuser({ store }: DatabaseWorld, cluster: StoredObject) {
  const { namespace } = cluster.metadata;
  const { superuser, superuserIsNamed } = credentialSecrets(cluster);
  const made = store.get('secrets', namespace, superuser);
  if (
    made &&
    !cluster.spec.enableSuperuserAccess &&
    !superuserIsNamed &&
    isControlledBy(made, cluster)
  ) {
    store.delete('secrets', namespace, superuser);
  }
}
