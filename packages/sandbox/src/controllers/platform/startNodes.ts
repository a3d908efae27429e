import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { timestamp, withCondition } from '../machinery/conditions';
import { recordEvent } from '../machinery/recordEvent';
import type { ReconcileKey } from '../machinery/startReconciler';
import { startReconciler } from '../machinery/startReconciler';
import type { Kubelet } from '../kubelet/Kubelet';
import { isReady } from '../workloads/podFromTemplate';
import { readiness, timeLeft, wantedTaints } from './nodeTaints';

/** The controllers that watch over nodes. */
export interface Nodes {
  /** Looks whether the kubelet of a node answers, now. */
  look(name: string): void;
  stop(): void;
}

/**
 * Plays the node lifecycle controller and the taint manager: a node that nobody hears of is `Unknown`,
 * its pods are not ready, and leave after as long as they tolerate that.
 *
 * @param lostNodes - nodes whose kubelet does not answer
 */
export function startNodes(
  store: ClusterStore,
  clock: Clock,
  kubelet: Kubelet,
  lostNodes: ReadonlySet<string>,
): Nodes {
  const podsOn = new Map<string, Map<string, ReconcileKey>>();
  const unsubscribe = store.subscribe('pods', ({ type, object }) => {
    const { nodeName } = object.spec ?? {};
    const { uid, namespace, name } = object.metadata;
    if (!nodeName) {
      return;
    }
    const here = podsOn.get(nodeName) ?? new Map();
    podsOn.set(nodeName, here);
    if (type === 'DELETED') {
      here.delete(uid);
    } else {
      here.set(uid, { namespace, name });
    }
  });
  const pods = (node: string) =>
    [...(podsOn.get(node)?.values() ?? [])].flatMap(({ namespace, name }) => {
      const pod = store.get('pods', namespace, name);
      return pod && !['Succeeded', 'Failed'].includes(pod.status?.phase)
        ? [pod]
        : [];
    });

  function hear(node: StoredObject) {
    const { name } = node.metadata;
    const lost = lostNodes.has(name);
    const before = readiness(node);
    if (lost === (before === 'Unknown')) {
      return;
    }
    const ready = lost
      ? {
          status: 'Unknown' as const,
          reason: 'NodeStatusUnknown',
          message: 'Kubelet stopped posting node status.',
        }
      : {
          status: 'True' as const,
          reason: 'KubeletReady',
          message: 'kubelet is posting ready status',
        };
    store.updateStatus('nodes', undefined, name, status => {
      status.conditions = withCondition(
        status.conditions,
        { type: 'Ready', ...ready, lastHeartbeatTime: timestamp(clock.now()) },
        clock.now(),
      );
    });
    recordEvent(store, clock, node, {
      reason: lost ? 'NodeNotReady' : 'NodeReady',
      message: `Node ${name} status is now: ${
        lost ? 'NodeNotReady' : 'NodeReady'
      }`,
      source: lost ? 'node-controller' : 'kubelet',
    });
    for (const pod of pods(name)) {
      if (lost) {
        setUnready(pod);
      } else {
        kubelet.report(pod);
      }
    }
  }

  function setUnready(pod: StoredObject) {
    if (!isReady(pod)) {
      return;
    }
    const { namespace, name } = pod.metadata;
    store.updateStatus('pods', namespace, name, status => {
      status.conditions = withCondition(
        status.conditions,
        { type: 'Ready', status: 'False' },
        clock.now(),
      );
    });
    recordEvent(store, clock, pod, {
      type: 'Warning',
      reason: 'NodeNotReady',
      message: 'Node is not ready',
      source: 'node-controller',
    });
  }

  const reconciler = startReconciler(
    clock,
    [{ store, resource: 'nodes' }],
    ({ name }, { lookAfter }) => {
      const found = store.get('nodes', undefined, name);
      if (!found) {
        return;
      }
      hear(found);
      const node = store.get('nodes', undefined, name)!;
      const taints = wantedTaints(node, clock.now());
      if (taints.length > 0 || node.spec?.taints) {
        store.update('nodes', undefined, name, copy => {
          copy.spec ??= {};
          if (taints.length > 0) {
            copy.spec.taints = taints;
          } else {
            delete copy.spec.taints;
          }
        });
      }
      const evicting = taints.filter(({ effect }) => effect === 'NoExecute');
      if (evicting.length === 0) {
        return;
      }
      for (const pod of pods(name)) {
        const left = timeLeft(pod, evicting, clock);
        if (left === undefined || pod.metadata.deletionTimestamp) {
          continue;
        }
        if (left > 0) {
          lookAfter({ name }, left);
          continue;
        }
        const place = `${pod.metadata.namespace}/${pod.metadata.name}`;
        recordEvent(store, clock, pod, {
          reason: 'TaintManagerEviction',
          message: `Marking for deletion Pod ${place}`,
          source: 'taint-eviction-controller',
        });
        store.delete('pods', pod.metadata.namespace, pod.metadata.name);
      }
    },
  );
  return {
    look: name => reconciler.look({ name }),
    stop() {
      reconciler.stop();
      unsubscribe();
    },
  };
}
