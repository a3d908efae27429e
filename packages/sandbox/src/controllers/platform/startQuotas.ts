import { quantityText } from '../../apiserver/admission/quantity';
import {
  countedKind,
  usageOf,
} from '../../apiserver/admission/plugins/quotaUsage';
import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { replaceStatus } from '../machinery/replaceStatus';
import { ownKey, startReconciler } from '../machinery/startReconciler';

const QUOTAS = 'resourcequotas';
/** The kinds whose comings and goings quotas are told of. */
const COUNTED = [
  'pods',
  'persistentvolumeclaims',
  'services',
  'secrets',
  'configmaps',
  'deployments.apps',
  'jobs.batch',
];

/** Plays the quota controller: what is used of every ResourceQuota. Returns the function that ends it. */
export function startQuotas(store: ClusterStore, clock: Clock) {
  const reconciler = startReconciler(
    clock,
    [
      { store, resource: QUOTAS },
      ...COUNTED.map(resource => ({
        store,
        resource,
        keys: (object: StoredObject) =>
          store
            .list(QUOTAS, { namespace: object.metadata.namespace })
            .filter(({ spec }) =>
              Object.keys(spec?.hard ?? {}).some(
                each => countedKind(each) === resource,
              ),
            )
            .map(ownKey),
      })),
    ],
    ({ namespace, name }) => {
      const quota = store.get(QUOTAS, namespace, name);
      if (!quota) {
        return;
      }
      const used = Object.entries(usageOf(store, quota)).map(
        ([each, amount]) => [each, quantityText(amount, each)],
      );
      replaceStatus(store, QUOTAS, quota, {
        hard: quota.spec?.hard ?? {},
        used: Object.fromEntries(used),
      });
    },
  );
  return reconciler.stop;
}
