import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { meetsNodeAffinity, untolerated } from '../kubelet/nodeMatching';
import { podSuffix, templateHash } from '../machinery/names';
import { recordEvent } from '../machinery/recordEvent';
import { replaceStatus } from '../machinery/replaceStatus';
import {
  ownKey,
  ownerKeys,
  startReconciler,
} from '../machinery/startReconciler';
import { createPod, Retries } from './createPod';
import { isGoing, isOver, isReady, podFromTemplate } from './podFromTemplate';
import { shareOf } from './rollout';

const HASH = 'controller-revision-hash';
/** What every pod of a DaemonSet puts up with. */
const TOLERATIONS = [
  ['not-ready', 'NoExecute'],
  ['unreachable', 'NoExecute'],
  ['disk-pressure', 'NoSchedule'],
  ['memory-pressure', 'NoSchedule'],
  ['pid-pressure', 'NoSchedule'],
  ['unschedulable', 'NoSchedule'],
].map(([what, effect]) => ({
  key: `node.kubernetes.io/${what}`,
  operator: 'Exists',
  effect,
}));

/** The spec of the pod for one node: only that node will have it. */
function specFor(template: any, node: StoredObject) {
  const { affinity, tolerations = [] } = template.spec;
  return {
    tolerations: [...tolerations, ...TOLERATIONS],
    affinity: {
      ...affinity,
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            {
              matchFields: [
                {
                  key: 'metadata.name',
                  operator: 'In',
                  values: [node.metadata.name],
                },
              ],
            },
          ],
        },
      },
    },
  };
}

/** The node that a DaemonSet's pod is for, whether it is there yet or not. */
const nodeOf = ({ spec }: StoredObject): string | undefined =>
  spec.nodeName ??
  spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
    ?.nodeSelectorTerms?.[0]?.matchFields?.[0]?.values?.[0];

/** Plays the DaemonSet controller: a pod on every node that suits, replaced as its strategy says. */
export function startDaemonSets(store: ClusterStore, clock: Clock) {
  const retries = new Retries();
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
    ({ namespace, name }, { lookAfter }) => {
      const set = store.get('daemonsets.apps', namespace, name);
      if (!set || set.metadata.deletionTimestamp) {
        return;
      }
      const { template } = set.spec;
      const hash = templateHash(template);
      const nodes = store.list('nodes').filter(node => suits(node, template));
      const all = store.list('pods', { namespace, owner: set.metadata.uid });
      all.filter(pod => isOver(pod) && !isGoing(pod)).forEach(removed);
      const pods = all.filter(pod => !isOver(pod));
      function removed({ metadata }: StoredObject) {
        store.delete('pods', namespace, metadata.name);
        recordEvent(store, clock, set!, {
          reason: 'SuccessfulDelete',
          message: `Deleted pod: ${metadata.name}`,
          source: 'daemonset-controller',
        });
      }
      let refused = false;
      for (const node of nodes) {
        if (refused || pods.some(pod => nodeOf(pod) === node.metadata.name)) {
          continue;
        }
        const made = createPod(
          store,
          clock,
          set,
          podFromTemplate(set, template, `${name}-${podSuffix()}`, {
            generateName: `${name}-`,
            labels: { [HASH]: hash },
            spec: specFor(template, node),
          }),
          'daemonset-controller',
        );
        if ('refused' in made) {
          refused = true;
          lookAfter({ namespace, name }, retries.next(set.metadata.uid));
        } else {
          retries.forget(set.metadata.uid);
          pods.push(made.pod);
        }
      }
      const names = nodes.map(({ metadata }) => metadata.name);
      const stray = pods.filter(pod => !names.includes(nodeOf(pod)!));
      stray.filter(pod => !isGoing(pod)).forEach(removed);
      const here = pods.filter(pod => !stray.includes(pod));
      outdated(set, here, nodes.length, hash).forEach(removed);
      replaceStatus(
        store,
        'daemonsets.apps',
        set,
        daemonSetStatus(set, nodes.length, here, hash),
      );
    },
  );
  return reconciler.stop;
}

/** Whether a node is one of those that a DaemonSet's pods are for. */
function suits(node: StoredObject, template: any): boolean {
  const tolerations = [...(template.spec.tolerations ?? []), ...TOLERATIONS];
  return (
    meetsNodeAffinity(node, template.spec) &&
    !untolerated(node, { ...template.spec, tolerations }, ['NoSchedule'])
  );
}

/** The outdated pods to go now: those that do not work anyway, and as many others as may be missing. */
function outdated(
  set: StoredObject,
  pods: StoredObject[],
  desired: number,
  hash: string,
): StoredObject[] {
  const { type, rollingUpdate } = set.spec.updateStrategy ?? {};
  if (type === 'OnDelete') {
    return [];
  }
  const old = pods.filter(
    pod => pod.metadata.labels?.[HASH] !== hash && !isGoing(pod),
  );
  const broken = old.filter(pod => !isReady(pod));
  const allowed = Math.max(
    1,
    shareOf(rollingUpdate?.maxUnavailable ?? 1, desired, Math.ceil),
  );
  const missing =
    desired - pods.filter(pod => isReady(pod) && !isGoing(pod)).length;
  const spare = Math.max(0, allowed - Math.max(missing, broken.length));
  return [...broken, ...old.filter(isReady).slice(0, spare)];
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
