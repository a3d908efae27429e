import { crashKey } from '../Disturbances';
import type { Controllers } from '../startControllers';
import { componentPods, type Component } from './componentPods';
import { once, type Heal } from './Heal';
import { missing } from './Place';

/**
 * Makes the health check of a component fail: it runs and is not ready.
 *
 * @public
 */
export function failHealthCheck(
  { rke2, kubelet, disturbances }: Controllers,
  target: Component,
  answer = 'HTTP probe failed with statuscode: 500',
): Heal {
  const { namespace, component } = target;
  const [first] = componentPods(rke2, target);
  if (!first) {
    missing('pod of Kasm’s component', { namespace, name: component });
  }
  const key = crashKey(first);
  const recheck = () =>
    componentPods(rke2, target).forEach(({ metadata }) =>
      kubelet.recheck(namespace, metadata.name),
    );
  disturbances.pods.unhealthy.set(key, answer);
  recheck();
  return once(() => {
    disturbances.pods.unhealthy.delete(key);
    recheck();
  });
}
