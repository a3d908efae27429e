import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { podSuffix, templateHash } from '../machinery/names';
import { isControlledBy } from '../machinery/ownerReference';
import { replaceStatus } from '../machinery/replaceStatus';
import {
  ownKey,
  ownerKeys,
  startReconciler,
} from '../machinery/startReconciler';
import { isReady, podFromTemplate } from './podFromTemplate';

const HASH = 'controller-revision-hash';

/** Plays the DaemonSet controller: one pod per node, replaced one by one when the template changes. */
export function startDaemonSets(store: ClusterStore, clock: Clock) {
  const reconciler = startReconciler(
    clock,
    [
      { store, resource: 'daemonsets.apps' },
      { store, resource: 'pods', keys: ownerKeys('DaemonSet') },
      {
        store,
        resource: 'nodes',
        keys: () => store.list('daemonsets.apps').map(ownKey),
      },
    ],
    ({ namespace, name }) => {
      const set = store.get('daemonsets.apps', namespace, name);
      if (!set || set.metadata.deletionTimestamp) {
        return;
      }
      const { template } = set.spec;
      const hash = templateHash(template);
      const nodes = store
        .list('nodes')
        .filter(node =>
          Object.entries(template.spec.nodeSelector ?? {}).every(
            ([label, value]) => node.metadata.labels?.[label] === value,
          ),
        );
      const pods = store
        .list('pods', { namespace })
        .filter(pod => isControlledBy(pod, set));
      for (const node of nodes) {
        const here = pods.some(pod => pod.spec.nodeName === node.metadata.name);
        if (!here) {
          pods.push(
            store.create(
              podFromTemplate(set, template, `${name}-${podSuffix()}`, {
                labels: { [HASH]: hash },
                nodeName: node.metadata.name,
              }),
            ),
          );
        }
      }
      replaceOne(store, pods, hash);
      replaceStatus(
        store,
        'daemonsets.apps',
        set,
        daemonSetStatus(set, nodes.length, pods, hash),
      );
    },
  );
  return reconciler.stop;
}

/** At most one pod is missing at a time. */
function replaceOne(store: ClusterStore, pods: StoredObject[], hash: string) {
  const outdated = pods.filter(pod => pod.metadata.labels?.[HASH] !== hash);
  const broken = outdated.find(pod => !isReady(pod));
  const next = broken ?? (pods.every(isReady) ? outdated[0] : undefined);
  if (next) {
    store.delete('pods', next.metadata.namespace, next.metadata.name);
  }
}

/** A DaemonSet's status, from its pods. */
export function daemonSetStatus(
  set: StoredObject,
  desired: number,
  pods: StoredObject[],
  hash: string,
) {
  const ready = pods.filter(isReady).length;
  return {
    observedGeneration: set.metadata.generation,
    currentNumberScheduled: Math.min(desired, pods.length),
    desiredNumberScheduled: desired,
    numberMisscheduled: 0,
    numberReady: ready,
    updatedNumberScheduled: pods.filter(
      pod => pod.metadata.labels?.[HASH] === hash,
    ).length,
    ...(ready ? { numberAvailable: ready } : {}),
    ...(desired > ready ? { numberUnavailable: desired - ready } : {}),
  };
}
