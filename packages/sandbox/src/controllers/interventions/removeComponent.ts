import type { Controllers } from '../startControllers';
import { componentDeployment, type Component } from './componentPods';
import { once, type Heal } from './Heal';

/**
 * Deletes the Deployment of a component: nothing makes it again until Helm runs the next time, or until
 * healed.
 *
 * @public
 */
export function removeComponent(
  { rke2 }: Controllers,
  target: Component,
): Heal {
  const { apiVersion, kind, metadata, spec } = componentDeployment(
    rke2,
    target,
  );
  const { namespace, name, labels, annotations } = metadata;
  rke2.delete('deployments.apps', namespace, name);
  return once(() => {
    if (!rke2.get('deployments.apps', namespace, name)) {
      rke2.create(
        {
          apiVersion,
          kind,
          metadata: { namespace, name, labels, annotations },
          spec,
        },
        { appliedBy: 'helm' },
      );
    }
  });
}
