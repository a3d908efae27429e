import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { isTrue } from '../machinery/conditions';

/** Where a pod goes, or why it goes nowhere, in the scheduler's words. */
export type Placement = { node: StoredObject } | { unschedulable: string };

function matches(node: StoredObject, pod: StoredObject): boolean {
  return Object.entries(pod.spec?.nodeSelector ?? {}).every(
    ([label, value]) => node.metadata.labels?.[label] === value,
  );
}

/** Whether pods may be placed on a node. */
export function acceptsPods(node: StoredObject): boolean {
  return (
    !node.spec?.unschedulable &&
    !(node.spec?.taints ?? []).some(
      (taint: { effect: string }) => taint.effect === 'NoSchedule',
    ) &&
    (!node.status?.conditions || isTrue(node as any, 'Ready'))
  );
}

/** Chooses the node with the fewest sisters of the pod, as preferred anti-affinity would. */
export function chooseNode(store: ClusterStore, pod: StoredObject): Placement {
  const nodes = store.list('nodes');
  const matching = nodes.filter(node => matches(node, pod));
  const open = matching.filter(acceptsPods);
  if (open.length === 0) {
    const reasons = [
      ...(nodes.length > matching.length
        ? [
            `${
              nodes.length - matching.length
            } node(s) didn't match Pod's node affinity/selector`,
          ]
        : []),
      ...(matching.length > 0
        ? [`${matching.length} node(s) were unschedulable`]
        : []),
    ];
    return {
      unschedulable: `0/${nodes.length} nodes are available: ${reasons.join(
        ', ',
      )}. preemption: 0/${nodes.length} nodes are available: ${
        nodes.length
      } Preemption is not helpful for scheduling.`,
    };
  }
  const pods = store.list('pods');
  const owner = pod.metadata.ownerReferences?.[0]?.uid;
  const weight = (node: StoredObject) => {
    const here = pods.filter(
      other => other.spec?.nodeName === node.metadata.name,
    );
    const sisters = here.filter(
      other => owner && other.metadata.ownerReferences?.[0]?.uid === owner,
    );
    return sisters.length * 1000 + here.length;
  };
  const [best] = open
    .map(node => ({ node, weight: weight(node) }))
    .sort((a, b) => a.weight - b.weight);
  return { node: best.node };
}
