import type { NewObject, StoredObject } from '../../apiserver/ClusterStore';
import { controlledBy } from '../machinery/ownerReference';

/** A pod as a workload's template describes it. */
export function podFromTemplate(
  owner: StoredObject,
  template: any,
  name: string,
  extra: { labels?: Record<string, string>; nodeName?: string } = {},
): NewObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: owner.metadata.namespace,
      labels: { ...template.metadata?.labels, ...extra.labels },
      ...(template.metadata?.annotations
        ? { annotations: { ...template.metadata.annotations } }
        : {}),
      ownerReferences: [controlledBy(owner)],
    },
    spec: {
      restartPolicy: 'Always',
      dnsPolicy: 'ClusterFirst',
      schedulerName: 'default-scheduler',
      serviceAccountName: 'default',
      terminationGracePeriodSeconds: 30,
      enableServiceLinks: true,
      ...template.spec,
      ...(extra.nodeName ? { nodeName: extra.nodeName } : {}),
    },
    status: { phase: 'Pending' },
  };
}

/** Whether a pod counts as ready. */
export function isReady(pod: StoredObject): boolean {
  return Boolean(
    pod.status?.conditions?.some(
      (condition: { type: string; status: string }) =>
        condition.type === 'Ready' && condition.status === 'True',
    ),
  );
}

/** Whether a pod has ended for good. */
export function isOver(pod: StoredObject): boolean {
  return ['Succeeded', 'Failed'].includes(pod.status?.phase);
}
