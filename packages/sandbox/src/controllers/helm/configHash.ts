import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { sha256 } from '../machinery/names';
import { valuesSecretsOf } from './chartValues';

/** Secrets that a HelmChart names and whose changes start a new run. */
export function referencedSecrets(
  { spec }: StoredObject,
  config: StoredObject | undefined,
): string[] {
  return [
    spec.authSecret,
    spec.dockerRegistrySecret,
    ...valuesSecretsOf({ spec } as StoredObject, config).filter(
      ({ ignoreUpdates }) => !ignoreUpdates,
    ),
  ].flatMap(reference => (reference?.name ? [reference.name] : []));
}

/** A hash of all that a run depends on: when it changes, a new Job is made. */
export function configHash(
  store: ClusterStore,
  helmChart: StoredObject,
  config: StoredObject | undefined,
  jobImage: string,
): string {
  const { namespace } = helmChart.metadata;
  const hash = sha256({
    spec: helmChart.spec,
    config: config?.spec,
    jobImage: helmChart.spec.jobImage ?? jobImage,
    secrets: referencedSecrets(helmChart, config).map(
      name => store.get('secrets', namespace, name)?.data,
    ),
  });
  return `SHA256=${hash.toUpperCase()}`;
}
