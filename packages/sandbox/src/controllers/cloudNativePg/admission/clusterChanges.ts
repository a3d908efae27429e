import { quantity } from '../../../apiserver/admission/quantity';
import type { StoredObject } from '../../../apiserver/ClusterStore';
import { imageFacts } from '../operandImage';
import { wrong, type Cause } from './causes';

/** pg_upgrade in place goes to this major version or a newer one. */
const OLDEST_UPGRADE = 16;

function majorOf({ spec }: StoredObject): number {
  return spec.imageCatalogRef?.major ?? imageFacts(spec.imageName ?? '').major;
}

function imageChange(cluster: StoredObject, before: StoredObject): Cause[] {
  const field = cluster.spec.imageCatalogRef
    ? 'spec.imageCatalogRef.major'
    : 'spec.imageName';
  const from = majorOf(before);
  const to = majorOf(cluster);
  if (from > to) {
    return [
      wrong(field, String(to), `can't downgrade from major ${from} to ${to}`),
    ];
  }
  return from < to && to < OLDEST_UPGRADE
    ? [
        wrong(
          field,
          String(to),
          'major upgrades are only supported to version 16 or higher',
        ),
      ]
    : [];
}

function storageChange(
  field: string,
  now: { size?: string } | undefined,
  before: { size?: string } | undefined,
): Cause[] {
  return now?.size && before?.size && quantity(now.size) < quantity(before.size)
    ? [
        wrong(
          `spec.${field}`,
          now.size,
          `can't shrink existing storage from ${before.size} to ${now.size}`,
        ),
      ]
    : [];
}

/** Everything that CloudNativePG would not let change in a Cluster. */
export function clusterChangeCauses(
  cluster: StoredObject,
  before: StoredObject,
): Cause[] {
  const { spec } = cluster;
  const fixed = (field: 'postgresUID' | 'postgresGID') =>
    spec[field] === before.spec[field]
      ? []
      : [
          wrong(
            `spec.${field}`,
            spec[field],
            `${field.slice(-3)} is an immutable field in the spec`,
          ),
        ];
  return [
    ...imageChange(cluster, before),
    ...storageChange('storage', spec.storage, before.spec.storage),
    ...(before.spec.walStorage && !spec.walStorage
      ? [
          wrong(
            'spec.walStorage',
            null,
            'walStorage cannot be disabled once the cluster is created',
          ),
        ]
      : storageChange('walStorage', spec.walStorage, before.spec.walStorage)),
    ...fixed('postgresUID'),
    ...fixed('postgresGID'),
  ];
}
