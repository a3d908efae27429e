import type { Clock } from '../../Clock';
import type { ClusterStore } from '../../apiserver/ClusterStore';
import { withCondition } from '../machinery/conditions';
import { recordEvent } from '../machinery/recordEvent';
import { ownKey, startReconciler } from '../machinery/startReconciler';
import {
  CERT_MANAGER_NAMESPACE,
  ISSUERS,
  NAMESPACED_ISSUERS,
} from './certificateResources';
import { afterRest, certManagerRuns } from './certManagerRuns';
import { verdictOn } from './issuers';
import type { Vault } from './Vault';

/** How often an issuer that does not work is asked again. */
const ASKING_AGAIN = 30_000;
/** How often one that works is. */
const RESYNC = 36_000_000;

/** cert-manager's issuers of both scopes. */
export interface Issuers {
  /** Asks every issuer again now. */
  look(): void;
  stop(): void;
}

/** Plays cert-manager's part for issuers: each says whether it can sign. */
export function startIssuers(
  store: ClusterStore,
  clock: Clock,
  vault: Vault,
): Issuers {
  const parts = [ISSUERS, NAMESPACED_ISSUERS].map(resource => {
    const all = () => store.list(resource).map(ownKey);
    const reconciler = startReconciler(
      clock,
      [
        { store, resource },
        afterRest(store, all),
        {
          store,
          resource: 'secrets',
          keys: ({ metadata, type }) =>
            type === 'kubernetes.io/tls' &&
            (resource === NAMESPACED_ISSUERS ||
              metadata.namespace === CERT_MANAGER_NAMESPACE)
              ? store
                  .list(resource, {
                    ...(resource === NAMESPACED_ISSUERS
                      ? { namespace: metadata.namespace }
                      : {}),
                  })
                  .filter(({ spec }) => spec?.ca?.secretName === metadata.name)
                  .map(ownKey)
              : [],
        },
      ],
      (key, { lookAfter }) => {
        const issuer = store.get(resource, key.namespace, key.name);
        if (!issuer || !certManagerRuns(store, 'cert-manager')) {
          return;
        }
        const verdict = verdictOn(store, issuer, vault);
        store.updateStatus(resource, key.namespace, key.name, status => {
          status.conditions = withCondition(
            status.conditions,
            {
              type: 'Ready',
              ...verdict,
              observedGeneration: issuer.metadata.generation,
            },
            clock.now(),
          );
        });
        if (verdict.status === 'False') {
          const reason = verdict.reason.startsWith('Err')
            ? verdict.reason
            : 'ErrInitIssuer';
          recordEvent(store, clock, issuer, {
            type: 'Warning',
            reason,
            message: `Error initializing issuer: ${verdict.message}`,
            source: 'cert-manager-issuers',
          });
        }
        lookAfter(key, verdict.status === 'True' ? RESYNC : ASKING_AGAIN);
      },
    );
    return { reconciler, all };
  });
  return {
    look: () =>
      parts.forEach(({ reconciler, all }) => all().forEach(reconciler.look)),
    stop: () => parts.forEach(({ reconciler }) => reconciler.stop()),
  };
}
