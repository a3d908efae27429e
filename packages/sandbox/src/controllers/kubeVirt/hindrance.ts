import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { claimNames } from './machineDisks';
import { CLAIMS, NETWORKS } from './machineResources';

/** Why an instance gets no pod, as its condition `Synchronized` says. */
export interface Unsynchronized {
  reason: string;
  message: string;
}

/** What has to be there before an instance gets its pod: its claims and its networks. */
export function hindranceOf(
  store: ClusterStore,
  { metadata, spec }: StoredObject,
): Unsynchronized | undefined {
  const { namespace } = metadata;
  const missing = claimNames(spec).find(
    name => !store.get(CLAIMS, namespace, name),
  );
  if (missing) {
    return {
      reason: 'FailedPvcNotFound',
      message: `PVC ${namespace}/${missing} does not exist, waiting for it to appear`,
    };
  }
  for (const { multus } of spec.networks ?? []) {
    const named: string | undefined = multus?.networkName;
    const [space, name] = named?.includes('/')
      ? named.split('/')
      : [namespace, named];
    if (name && !store.get(NETWORKS, space, name)) {
      return {
        reason: 'FailedCreate',
        message: `failed to render launch manifest: failed to locate network attachment definition ${space}/${name}`,
      };
    }
  }
  return undefined;
}

/** Why the pod of an instance does not start, as far as its condition `Synchronized` says. */
export function pullTrouble(pod: StoredObject): Unsynchronized | undefined {
  for (const { state } of pod.status?.containerStatuses ?? []) {
    const { reason, message } = state?.waiting ?? {};
    if (reason === 'ErrImagePull' || reason === 'ImagePullBackOff') {
      return { reason, message };
    }
  }
  return undefined;
}
