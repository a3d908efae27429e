import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { isTrue, withCondition } from '../machinery/conditions';
import { startReconciler } from '../machinery/startReconciler';
import { ISSUERS } from './certificateResources';

/** Plays cert-manager's part for ClusterIssuers: Vault verifies each at once. Returns what ends it. */
export function startClusterIssuers(
  store: ClusterStore,
  clock: Clock,
): () => void {
  const { stop } = startReconciler(
    clock,
    [{ store, resource: ISSUERS }],
    ({ name }) => {
      store.updateStatus(ISSUERS, undefined, name, status => {
        status.conditions = withCondition(
          status.conditions,
          {
            type: 'Ready',
            status: 'True',
            reason: 'VaultVerified',
            message: 'Vault verified',
          },
          clock.now(),
        );
      });
    },
  );
  return stop;
}

/** Why an issuer cannot be asked now. */
export function issuerProblem(
  store: ClusterStore,
  certificate: StoredObject,
): string | undefined {
  const { kind = 'Issuer', name } = certificate.spec.issuerRef;
  const issuer =
    kind === 'ClusterIssuer' ? store.get(ISSUERS, undefined, name) : undefined;
  if (!issuer) {
    return `Referenced "${kind}" not found: ${kind.toLowerCase()}.cert-manager.io "${name}" not found`;
  }
  return isTrue(issuer as any, 'Ready')
    ? undefined
    : 'Referenced issuer does not have a Ready status condition';
}
