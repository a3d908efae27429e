import { CONFIGS } from '../helm/chartResources';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import type { Place } from './Place';

/**
 * Sets Traefik's read timeout on every entry point through its HelmChartConfig, as an operator would.
 * The running Traefik follows some seconds later.
 *
 * @param readTimeout - a Go duration, as `60s`
 * @public
 */
export function setTraefikReadTimeout(
  { rke2 }: Controllers,
  readTimeout: string,
  place: Place = { namespace: 'kube-system', name: 'rke2-traefik' },
): Heal {
  const { namespace, name } = place;
  const before = rke2.get(CONFIGS, namespace, name);
  const valuesContent = JSON.stringify({
    additionalArguments: ['web', 'websecure'].map(
      entryPoint =>
        `--entryPoints.${entryPoint}.transport.respondingTimeouts.readTimeout=${readTimeout}`,
    ),
  });
  const write = (content: string) =>
    rke2.update(CONFIGS, namespace, name, ({ spec }) => {
      spec.valuesContent = content;
    });
  if (before) {
    write(valuesContent);
    return once(() => write(before.spec.valuesContent));
  }
  rke2.create({
    apiVersion: 'helm.cattle.io/v1',
    kind: 'HelmChartConfig',
    metadata: place,
    spec: { failurePolicy: 'retry', valuesContent },
  });
  return once(() => rke2.delete(CONFIGS, namespace, name));
}
