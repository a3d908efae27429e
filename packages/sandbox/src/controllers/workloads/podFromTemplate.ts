import type { NewObject, StoredObject } from '../../apiserver/ClusterStore';
import { controlledBy } from '../machinery/ownerReference';

/** A pod as a workload's template describes it. */
export function podFromTemplate(
  owner: StoredObject,
  template: any,
  name: string,
  extra: {
    labels?: Record<string, string>;
    /** Changes what the template says of the spec. */
    spec?: object;
    generateName?: string;
  } = {},
): NewObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      ...(extra.generateName ? { generateName: extra.generateName } : {}),
      namespace: owner.metadata.namespace,
      labels: { ...template.metadata?.labels, ...extra.labels },
      ...(template.metadata?.annotations
        ? { annotations: { ...template.metadata.annotations } }
        : {}),
      ...(template.metadata?.finalizers
        ? { finalizers: [...template.metadata.finalizers] }
        : {}),
      ownerReferences: [controlledBy(owner)],
    } as NewObject['metadata'],
    spec: {
      restartPolicy: 'Always',
      dnsPolicy: 'ClusterFirst',
      schedulerName: 'default-scheduler',
      serviceAccountName: 'default',
      terminationGracePeriodSeconds: 30,
      enableServiceLinks: true,
      ...template.spec,
      ...extra.spec,
    },
    status: { phase: 'Pending' },
  };
}

/** Whether a pod counts as ready. */
export function isReady(pod: StoredObject): boolean {
  return readySince(pod) !== undefined;
}

/** When a pod became ready; undefined while it is not. */
export function readySince(pod: StoredObject): string | undefined {
  const ready = pod.status?.conditions?.find(
    (condition: { type: string; status: string }) =>
      condition.type === 'Ready' && condition.status === 'True',
  );
  return ready && (ready.lastTransitionTime ?? '');
}

/** Whether a pod has ended for good. */
export function isOver(pod: StoredObject): boolean {
  return ['Succeeded', 'Failed'].includes(pod.status?.phase);
}

/** Whether a pod is on its way out. */
export function isGoing(pod: StoredObject): boolean {
  return pod.metadata.deletionTimestamp !== undefined;
}
