import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import type { ContainerSpec } from './ContainerProgram';

interface Source {
  /** As messages call it. */
  word: 'secret' | 'configmap';
  resource: 'secrets' | 'configmaps';
  name?: string;
  optional?: boolean;
  items?: Array<{ key: string }>;
}

const secretSource = (source: any, name?: string): Source => ({
  ...source,
  word: 'secret',
  resource: 'secrets',
  name: name ?? source?.name,
});
const configSource = (source: any): Source => ({
  ...source,
  word: 'configmap',
  resource: 'configmaps',
  name: source?.name,
});

function sourcesOf(volume: any): Source[] {
  return [
    secretSource(volume.secret, volume.secret?.secretName),
    configSource(volume.configMap),
    ...(volume.projected?.sources ?? []).flatMap((each: any) => [
      secretSource(each.secret),
      configSource(each.configMap),
    ]),
  ].filter(({ name }) => name);
}

/** The message of FailedMount when a volume's Secret or ConfigMap, or a key of it, is not there. */
export function missingVolume(
  store: ClusterStore,
  pod: StoredObject,
): string | undefined {
  for (const volume of pod.spec.volumes ?? []) {
    const failed = `MountVolume.SetUp failed for volume "${volume.name}" : `;
    for (const source of sourcesOf(volume)) {
      const { word, resource, name, optional, items = [] } = source;
      const found = store.get(resource, pod.metadata.namespace, name!);
      if (!found && !optional) {
        return `${failed}${word} "${name}" not found`;
      }
      const missing = items.find(
        ({ key }) =>
          (found?.data?.[key] ?? found?.binaryData?.[key]) === undefined,
      );
      if (found && missing && !optional) {
        return `${failed}references non-existent ${
          word === 'secret' ? 'secret' : 'config'
        } key: ${missing.key}`;
      }
    }
  }
  return undefined;
}

function missingKey(
  store: ClusterStore,
  namespace: string | undefined,
  kind: 'Secret' | 'ConfigMap',
  reference: { name: string; key?: string; optional?: boolean } | undefined,
): string | undefined {
  if (!reference || reference.optional) {
    return undefined;
  }
  const resource = kind === 'Secret' ? 'secrets' : 'configmaps';
  const found = store.get(resource, namespace, reference.name);
  if (!found) {
    return `${kind.toLowerCase()} "${reference.name}" not found`;
  }
  return reference.key === undefined ||
    found.data?.[reference.key] !== undefined
    ? undefined
    : `couldn't find key ${reference.key} in ${kind} ${namespace}/${reference.name}`;
}

/** The message of CreateContainerConfigError when an environment variable has no source. */
export function missingEnvironment(
  store: ClusterStore,
  pod: StoredObject,
  { env = [], envFrom = [] }: ContainerSpec,
): string | undefined {
  const { namespace } = pod.metadata;
  for (const { secretRef, configMapRef } of envFrom) {
    const missing =
      missingKey(store, namespace, 'Secret', secretRef) ??
      missingKey(store, namespace, 'ConfigMap', configMapRef);
    if (missing) {
      return missing;
    }
  }
  for (const { valueFrom } of env) {
    const missing =
      missingKey(store, namespace, 'Secret', valueFrom?.secretKeyRef) ??
      missingKey(store, namespace, 'ConfigMap', valueFrom?.configMapKeyRef);
    if (missing) {
      return missing;
    }
  }
  return undefined;
}
