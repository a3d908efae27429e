import { crashKey } from '../Disturbances';
import type { Controllers } from '../startControllers';
import { componentPods, deletePods, type Component } from './componentPods';
import { once, type Heal } from './Heal';
import { missing } from './Place';

/**
 * Makes the containers of a component want more memory than they may have: the kernel kills them.
 * Healing replaces its pods.
 *
 * @public
 */
export function starveComponent(
  { rke2, kubelet, disturbances }: Controllers,
  target: Component,
): Heal {
  const { namespace, component } = target;
  const [first] = componentPods(rke2, target);
  if (!first) {
    missing('pod of Kasm’s component', { namespace, name: component });
  }
  const key = crashKey(first);
  disturbances.pods.starving.add(key);
  for (const { metadata } of componentPods(rke2, target)) {
    kubelet.recheck(namespace, metadata.name);
  }
  return once(() => {
    disturbances.pods.starving.delete(key);
    // As with a larger size: a pod that stays would tell of its end for as long as it lives.
    deletePods(rke2, target);
  });
}
