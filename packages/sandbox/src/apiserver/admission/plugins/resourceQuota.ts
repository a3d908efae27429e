import type { ClusterStore } from '../../ClusterStore';
import { refused, type AdmissionPlugin } from '../AdmissionPlugin';
import { quantity, quantityText } from '../quantity';
import {
  amountFor,
  countedKind,
  inScope,
  silentContainers,
  usageOf,
} from './quotaUsage';

/** Plays the admission of ResourceQuotas: what would be more than a namespace may have is refused. */
export function resourceQuota(store: ClusterStore): AdmissionPlugin {
  return ({ kind, operation, object, before }) => {
    const { namespace, name } = object.metadata;
    const grows =
      operation === 'CREATE' || kind.resource === 'persistentvolumeclaims';
    if (!namespace || !grows) {
      return;
    }
    for (const quota of store.list('resourcequotas', { namespace })) {
      const hard: Record<string, string> = quota.spec?.hard ?? {};
      const concerned = Object.keys(hard)
        .filter(each => countedKind(each) === kind.resource)
        .sort();
      if (concerned.length === 0 || !inScope(quota, object)) {
        continue;
      }
      const silent = concerned
        .map(each => ({ each, containers: silentContainers(each, object) }))
        .filter(({ containers }) => containers.length > 0);
      if (silent.length > 0) {
        throw refused(
          kind,
          name,
          `failed quota: ${quota.metadata.name}: must specify ${silent
            .map(
              ({ each, containers }) => `${each} for: ${containers.join(',')}`,
            )
            .join('; ')}`,
        );
      }
      const used = usageOf(store, quota);
      const asked = (each: string) =>
        amountFor(each, object) - (before ? amountFor(each, before) : 0);
      const beyond = concerned.filter(
        each =>
          asked(each) > 0 && used[each] + asked(each) > quantity(hard[each]),
      );
      if (beyond.length > 0) {
        const list = (amount: (each: string) => string) =>
          beyond.map(each => `${each}=${amount(each)}`).join(',');
        throw refused(
          kind,
          name,
          `exceeded quota: ${quota.metadata.name}, requested: ${list(each =>
            quantityText(asked(each), each),
          )}, used: ${list(each =>
            quantityText(used[each], each),
          )}, limited: ${list(each => hard[each])}`,
        );
      }
    }
  };
}
