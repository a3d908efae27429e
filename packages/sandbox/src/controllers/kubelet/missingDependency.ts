import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import type { ContainerSpec } from './ContainerProgram';

/** The message of FailedMount when a volume's Secret or ConfigMap is not there. */
export function missingVolume(
  store: ClusterStore,
  pod: StoredObject,
): string | undefined {
  for (const volume of pod.spec.volumes ?? []) {
    const sources = [
      ['secret', 'secrets', volume.secret?.secretName, volume.secret?.optional],
      [
        'configmap',
        'configmaps',
        volume.configMap?.name,
        volume.configMap?.optional,
      ],
    ] as const;
    for (const [word, resource, name, optional] of sources) {
      if (
        name &&
        !optional &&
        !store.get(resource, pod.metadata.namespace, name)
      ) {
        return `MountVolume.SetUp failed for volume "${volume.name}" : ${word} "${name}" not found`;
      }
    }
  }
  return undefined;
}

/** The message of CreateContainerConfigError when an environment variable has no source. */
export function missingEnvironment(
  store: ClusterStore,
  pod: StoredObject,
  container: ContainerSpec,
): string | undefined {
  for (const variable of container.env ?? []) {
    const reference = variable.valueFrom?.secretKeyRef;
    if (!reference || reference.optional) {
      continue;
    }
    const secret = store.get('secrets', pod.metadata.namespace, reference.name);
    if (!secret) {
      return `secret "${reference.name}" not found`;
    }
    if (secret.data?.[reference.key] === undefined) {
      return `couldn't find key ${reference.key} in Secret ${pod.metadata.namespace}/${reference.name}`;
    }
  }
  return undefined;
}
