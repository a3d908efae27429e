import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { credentialSecrets } from './facts';

interface ManagedRole {
  name: string;
  passwordSecret?: { name: string };
}

/** What a Cluster tells of the roles it is asked to keep; an object without members when there are none. */
export function managedRolesStatus(store: ClusterStore, cluster: StoredObject) {
  const { namespace } = cluster.metadata;
  const roles: ManagedRole[] = cluster.spec.managed?.roles ?? [];
  if (roles.length === 0 || !cluster.status?.currentPrimary) {
    return {};
  }
  const secretOf = ({ passwordSecret }: ManagedRole) =>
    passwordSecret && store.get('secrets', namespace, passwordSecret.name);
  const lacks = (role: ManagedRole) => role.passwordSecret && !secretOf(role);
  const names = (list: ManagedRole[]) => list.map(({ name }) => name);
  const pending = roles.filter(lacks);
  const kept = roles.filter(role => !lacks(role));
  return {
    byStatus: {
      'not-managed': [credentialSecrets(cluster).owner],
      reserved: ['postgres', 'streaming_replica'],
      ...(kept.length > 0 ? { reconciled: names(kept) } : {}),
      ...(pending.length > 0
        ? { 'pending-reconciliation': names(pending) }
        : {}),
    },
    ...(pending.length > 0
      ? {
          cannotReconcile: Object.fromEntries(
            pending.map(({ name, passwordSecret }) => [
              name,
              [
                `could not get password secret ${
                  passwordSecret!.name
                }: secrets "${passwordSecret!.name}" not found`,
              ],
            ]),
          ),
        }
      : {}),
    passwordStatus: Object.fromEntries(
      kept.flatMap((role, index) => {
        const secret = secretOf(role);
        return secret
          ? [
              [
                role.name,
                {
                  resourceVersion: secret.metadata.resourceVersion,
                  transactionID: 740 + index,
                },
              ],
            ]
          : [];
      }),
    ),
  };
}
