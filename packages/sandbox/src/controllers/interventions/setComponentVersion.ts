import type { Controllers } from '../startControllers';
import { componentDeployment, type Component } from './componentPods';
import { once, type Heal } from './Heal';

/** Who does it, for field ownership. */
const EDITOR = 'kubectl-set';

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
  const { apiVersion, kind, metadata, spec } = componentDeployment(
    rke2,
    target,
  );
  const { namespace, name } = metadata;
  const [container] = spec.template.spec.containers;
  const apply = (manager: string, edited: object) =>
    rke2.apply(
      { apiVersion, kind, metadata: { namespace, name }, ...edited },
      { manager, force: true },
    );
  const write = (image: string) =>
    apply(EDITOR, {
      spec: {
        template: { spec: { containers: [{ name: container.name, image }] } },
      },
    });
  write(container.image.replace(/:[^:/]*$/, `:${version}`));
  return once(() => {
    if (rke2.get('deployments.apps', namespace, name)) {
      write(container.image);
      // Helm takes back what it had before the editor gives it up: a field of nobody goes.
      const now = componentDeployment(rke2, target);
      const { labels, annotations } = now.metadata;
      apply('helm', {
        metadata: { namespace, name, labels, annotations },
        spec: now.spec,
      });
      apply(EDITOR, {});
    }
  });
}
