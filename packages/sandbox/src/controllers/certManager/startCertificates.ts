import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { isTrue } from '../machinery/conditions';
import {
  ownKey,
  ownerKeys,
  startReconciler,
  type ReconcileKey,
} from '../machinery/startReconciler';
import { CertificateStatus } from './CertificateStatus';
import { requestName } from './certificateRequestObject';
import { CERTIFICATES, REQUESTS } from './certificateResources';
import { issueReason, type CertificateInput } from './certificateState';
import { afterRest, certManagerRuns } from './certManagerRuns';
import { remainingDelay } from './failedIssuance';
import { Issuance } from './Issuance';
import type { Requests } from './startRequests';

/** cert-manager's part for Certificates. */
export interface Certificates {
  look(key: ReconcileKey): void;
  stop(): void;
}

const pathOf = (namespace: string | undefined, name: string) =>
  `${namespace}/${name}`;

/**
 * Plays cert-manager's part for Certificates: says whether each is good, begins an issuance when it is
 * not or will soon not be, and brings that to its end.
 *
 * @param isHeld - Certificates of which none is issued, for faults
 */
export function startCertificates(
  store: ClusterStore,
  clock: Clock,
  requests: Requests,
  isHeld: (certificate: StoredObject) => boolean,
): Certificates {
  const status = new CertificateStatus(store, clock);
  const issuance = new Issuance(store, clock, requests, status);
  /** Certificates by the Secrets that they write. */
  const bySecret = new Map<string, Map<string, ReconcileKey>>();
  const unsubscribe = store.subscribe(CERTIFICATES, event => {
    const { namespace, name } = event.object.metadata;
    const of = (object: StoredObject | undefined) =>
      object && pathOf(namespace, object.spec?.secretName);
    const [before, after] = [
      of(event.previous),
      event.type === 'DELETED' ? undefined : of(event.object),
    ];
    if (before && before !== after) {
      bySecret.get(before)?.delete(name);
    }
    if (after) {
      const there = bySecret.get(after) ?? new Map<string, ReconcileKey>();
      bySecret.set(after, there.set(name, { namespace, name }));
    }
  });

  const nextRequest = (certificate: StoredObject) =>
    store.get(
      REQUESTS,
      certificate.metadata.namespace,
      requestName(certificate, (certificate.status?.revision ?? 0) + 1),
    );

  const { look, stop } = startReconciler(
    clock,
    [
      { store, resource: CERTIFICATES },
      { store, resource: REQUESTS, keys: ownerKeys('Certificate') },
      {
        store,
        resource: 'secrets',
        keys: ({ metadata }) => [
          ...(bySecret
            .get(pathOf(metadata.namespace, metadata.name))
            ?.values() ?? []),
        ],
      },
      afterRest(store, () => store.list(CERTIFICATES).map(ownKey)),
    ],
    (key, { lookAfter }) => {
      const certificate = store.get(CERTIFICATES, key.namespace, key.name);
      if (
        !certificate ||
        certificate.metadata.deletionTimestamp ||
        !certManagerRuns(store, 'cert-manager')
      ) {
        return;
      }
      const input = inputOf(certificate);
      const known = status.write(input);
      if (isHeld(certificate)) {
        return;
      }
      if (isTrue(known, 'Issuing')) {
        issuance.goOn(known);
        return;
      }
      const failed = nextRequest(known);
      const delay = remainingDelay(known, failed, clock);
      if (delay > 0) {
        lookAfter(key, delay);
        return;
      }
      const reason = issueReason({ ...input, certificate: known }, clock.now());
      if (reason) {
        issuance.begin(known, reason);
      } else if (known.status?.renewalTime) {
        const renewal = Date.parse(known.status.renewalTime);
        lookAfter(key, Math.max(1000, renewal - clock.now().getTime()));
      }
    },
  );

  function inputOf(certificate: StoredObject): CertificateInput {
    const { namespace } = certificate.metadata;
    const { revision } = certificate.status ?? {};
    return {
      certificate,
      secret: store.get('secrets', namespace, certificate.spec.secretName),
      request: revision
        ? store.get(REQUESTS, namespace, requestName(certificate, revision))
        : undefined,
    };
  }

  return {
    look,
    stop() {
      unsubscribe();
      stop();
    },
  };
}
