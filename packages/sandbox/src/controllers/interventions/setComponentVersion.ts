import type { Controllers } from '../startControllers';
import { componentDeployment, type Component } from './componentPods';
import { once, type Heal } from './Heal';

/**
 * Gives a component the image of another version, as `kubectl set image` does.
 *
 * @public
 */
export function setComponentVersion(
  { rke2 }: Controllers,
  target: Component,
  version: string,
): Heal {
  const { metadata, spec } = componentDeployment(rke2, target);
  const { namespace, name } = metadata;
  const [{ image }] = spec.template.spec.containers;
  const write = (wanted: string) =>
    rke2.update('deployments.apps', namespace, name, copy => {
      copy.spec.template.spec.containers[0].image = wanted;
    });
  write(image.replace(/:[^:/]*$/, `:${version}`));
  return once(() => write(image));
}
