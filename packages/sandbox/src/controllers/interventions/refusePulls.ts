import type { ImageTrouble } from '../kubelet/imageTrouble';
import type { Controllers } from '../startControllers';
import {
  componentDeployment,
  deletePods,
  type Component,
} from './componentPods';
import { once, type Heal } from './Heal';

/**
 * The image of a component cannot be pulled any more, and its pods are made anew on nodes that do not
 * have it.
 *
 * @public
 */
export function refusePulls(
  { rke2, kubelet, disturbances }: Controllers,
  target: Component,
  trouble: ImageTrouble,
): Heal {
  const { images } = disturbances.pods;
  const { image } = componentDeployment(rke2, target).spec.template.spec
    .containers[0];
  images.set(image, trouble);
  deletePods(rke2, target);
  return once(() => {
    images.delete(image);
    // Other components have init containers of the same image.
    rke2
      .list('pods', { namespace: target.namespace })
      .forEach(({ metadata }) =>
        kubelet.recheck(target.namespace, metadata.name),
      );
  });
}
