import type { KasmPlace } from '../kasmApp/kasmRelease';
import { timestamp } from '../machinery/conditions';
import type { Controllers } from '../startControllers';

/**
 * Rolls components of a Kasm, as `kubectl rollout restart` does.
 *
 * @public
 */
export function restartComponents(
  { rke2, clock }: Controllers,
  { namespace, release }: KasmPlace,
  components: readonly string[],
): void {
  const deployments = rke2.list('deployments.apps', {
    namespace,
    labels: { 'app.kubernetes.io/instance': release },
  });
  for (const { metadata } of deployments) {
    const component = metadata.labels?.['app.kubernetes.io/component'] ?? '';
    if (!components.includes(component)) continue;
    rke2.update('deployments.apps', namespace, metadata.name, ({ spec }) => {
      spec.template.metadata.annotations = {
        ...spec.template.metadata.annotations,
        'kubectl.kubernetes.io/restartedAt': timestamp(clock.now()),
      };
    });
  }
}
