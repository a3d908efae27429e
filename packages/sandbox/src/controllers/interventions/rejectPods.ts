import type { Controllers } from '../startControllers';
import {
  componentDeployment,
  deletePods,
  type Component,
} from './componentPods';
import { once, type Heal } from './Heal';

const ENFORCE = 'pod-security.kubernetes.io/enforce';
const QUOTA = 'project-default';

/**
 * The namespace of a component is labelled for the strictest Pod Security level, and its pods are made
 * anew: the cluster refuses them.
 *
 * @public
 */
export function enforcePodSecurity(
  { rke2 }: Controllers,
  target: Component,
): Heal {
  const { namespace } = target;
  componentDeployment(rke2, target);
  const before = rke2.get('namespaces', undefined, namespace)?.metadata
    .labels?.[ENFORCE];
  const label = (level: string | undefined) =>
    rke2.update('namespaces', undefined, namespace, ({ metadata }) => {
      metadata.labels = { ...metadata.labels };
      if (level === undefined) {
        delete metadata.labels[ENFORCE];
      } else {
        metadata.labels[ENFORCE] = level;
      }
    });
  label('restricted');
  deletePods(rke2, target);
  return once(() => label(before));
}

/**
 * The namespace of a component gets a quota that its other pods use up, and its own pods are made anew:
 * the cluster refuses them.
 *
 * @public
 */
export function exhaustQuota({ rke2 }: Controllers, target: Component): Heal {
  const { namespace } = target;
  componentDeployment(rke2, target);
  rke2.delete('resourcequotas', namespace, QUOTA);
  rke2.create({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: QUOTA, namespace },
    spec: { hard: { pods: '1' } },
  });
  deletePods(rke2, target);
  return once(() => rke2.delete('resourcequotas', namespace, QUOTA));
}
