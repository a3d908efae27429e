import type { StoredObject } from '../../apiserver/ClusterStore';
import type { DatabaseWorld } from './DatabaseWorld';
import { PVC_STATUS, type Instance } from './facts';
import { roleLabels, type Role } from './instanceParts';
import { volumeWishes } from './instanceVolumes';
import { isMoving, PENDING } from './primaryMoves';

/** What an instance is now; an old primary that is being replaced serves nobody. */
function roleOf(cluster: StoredObject, { name, pod }: Instance): Role {
  const { currentPrimary, targetPrimary } = cluster.status;
  if (name !== currentPrimary) {
    return 'replica';
  }
  const abandoned =
    targetPrimary === PENDING ||
    pod?.metadata.labels?.['cnpg.io/instanceRole'] === 'unhealthy';
  return isMoving(cluster) && abandoned ? 'unhealthy' : 'primary';
}

/** Keeps the labels that Services and budgets go by. */
export function labelRoles(
  { store }: DatabaseWorld,
  cluster: StoredObject,
  instances: Instance[],
) {
  const { namespace } = cluster.metadata;
  if (!cluster.status?.currentPrimary) {
    return;
  }
  for (const instance of instances) {
    const role = roleOf(cluster, instance);
    const parts: Array<[string, string, Role]> = [
      ...(instance.pod
        ? [['pods', instance.name, role] as [string, string, Role]]
        : []),
      ...volumeWishes(cluster, instance.name).map(
        ({ name }): [string, string, Role] => [
          'persistentvolumeclaims',
          name,
          role === 'unhealthy' ? 'primary' : role,
        ],
      ),
    ];
    for (const [resource, name, wanted] of parts) {
      const labels = roleLabels(wanted);
      const now = store.get(resource, namespace, name)?.metadata.labels;
      if (now && now.role !== labels.role) {
        store.update(resource, namespace, name, copy => {
          Object.assign(copy.metadata.labels, labels);
        });
      }
    }
  }
}

/** Notes which volumes belong to instances that have been ready. */
export function markReady(
  { store }: DatabaseWorld,
  cluster: StoredObject,
  instances: Instance[],
) {
  for (const { ready, initialising, name } of instances) {
    if (ready && initialising) {
      for (const volume of volumeWishes(cluster, name)) {
        store.update(
          'persistentvolumeclaims',
          cluster.metadata.namespace,
          volume.name,
          copy => {
            copy.metadata.annotations[PVC_STATUS] = 'ready';
          },
        );
      }
    }
  }
}
