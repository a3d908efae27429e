import type { ClusterStore, StoredObject } from '../../ClusterStore';
import { quantity } from '../quantity';
import { podAmount } from './podRequests';

/** Amounts by the names that a ResourceQuota uses. */
export type Amounts = Record<string, number>;

/** Names in a quota for which another name is short. */
const SHORT: Record<string, string> = {
  cpu: 'requests.cpu',
  memory: 'requests.memory',
};
const COMPUTE = /^(requests|limits)\.(cpu|memory|ephemeral-storage)$/;
/** Kinds that a quota counts by their plain name. */
const COUNTED = [
  'configmaps',
  'persistentvolumeclaims',
  'pods',
  'resourcequotas',
  'secrets',
  'services',
];

/** Which kind of object a name in a quota is about; undefined for what is not counted here. */
export function countedKind(name: string): string | undefined {
  const full = SHORT[name] ?? name;
  if (COMPUTE.test(full)) {
    return 'pods';
  }
  if (full === 'requests.storage') {
    return 'persistentvolumeclaims';
  }
  return full.startsWith('count/')
    ? full.slice('count/'.length)
    : COUNTED.find(each => each === full);
}

/** What one object counts for under a name of a quota. */
export function amountFor(name: string, object: StoredObject): number {
  const full = SHORT[name] ?? name;
  const [, side, resource] = COMPUTE.exec(full) ?? [];
  if (side) {
    return podAmount(object.spec, side as 'requests' | 'limits', resource);
  }
  return full === 'requests.storage'
    ? quantity(object.spec?.resources?.requests?.storage)
    : 1;
}

const isOver = (object: StoredObject) =>
  object.kind === 'Pod' &&
  ['Succeeded', 'Failed'].includes(object.status?.phase);

/** Whether a pod is one of those that the quota is about. */
export function inScope(quota: StoredObject, object: StoredObject): boolean {
  if (object.kind !== 'Pod') {
    return true;
  }
  const bestEffort = (object.spec?.containers ?? []).every(
    ({ resources }: any) =>
      !Object.keys(resources?.requests ?? {}).length &&
      !Object.keys(resources?.limits ?? {}).length,
  );
  const terminating = object.spec?.activeDeadlineSeconds !== undefined;
  return ((quota.spec?.scopes ?? []) as string[]).every(scope =>
    Boolean(
      {
        BestEffort: bestEffort,
        NotBestEffort: !bestEffort,
        Terminating: terminating,
        NotTerminating: !terminating,
      }[scope],
    ),
  );
}

/** What the objects of a quota's namespace use of it now. */
export function usageOf(store: ClusterStore, quota: StoredObject): Amounts {
  const used: Amounts = {};
  const { namespace } = quota.metadata;
  for (const name of Object.keys(quota.spec?.hard ?? {})) {
    const resource = countedKind(name);
    used[name] = resource
      ? store
          .list(resource, { namespace })
          .filter(each => !isOver(each) && inScope(quota, each))
          .reduce((total, each) => total + amountFor(name, each), 0)
      : 0;
  }
  return used;
}

/** The containers that do not say what a compute quota needs to know. */
export function silentContainers(name: string, pod: StoredObject): string[] {
  const [, side, resource] = COMPUTE.exec(SHORT[name] ?? name) ?? [];
  if (!side) {
    return [];
  }
  return [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])]
    .filter(
      ({ resources }: any) =>
        resources?.[side]?.[resource] === undefined &&
        !(side === 'requests' && resources?.limits?.[resource] !== undefined),
    )
    .map(({ name: container }: any) => container);
}
