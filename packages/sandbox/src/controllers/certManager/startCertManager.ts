import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { ownKey, startReconciler } from '../machinery/startReconciler';
import { beginIssuance } from './beginIssuance';
import type { IssueCertificate } from './certificateObjects';
import { CERTIFICATES, ISSUERS } from './certificateResources';
import { issueReason, lifetime } from './certificateState';
import { issuerProblem, startClusterIssuers } from './clusterIssuers';
import { concludeIssuance } from './concludeIssuance';
import { writeRequest } from './writeRequest';

/** How long Vault takes to sign. */
const SIGNING = 1000;
const ISSUER_CHECK = 2000;
/** As Vault backdates: clients' clocks may be a little behind. */
const BACKDATED_BY = 30_000;

/** cert-manager with its one authority. */
export interface CertManager {
  /** Looks at a Certificate again. */
  look(namespace: string, name: string): void;
  stop(): void;
}

/**
 * Plays cert-manager: every ClusterIssuer verifies at once; Certificates are signed, kept and renewed.
 *
 * @param isHeld - Certificates that are left as they are, for faults
 */
export function startCertManager(
  store: ClusterStore,
  clock: Clock,
  issueCertificate: IssueCertificate,
  isHeld: (certificate: StoredObject) => boolean = () => false,
): CertManager {
  const signing = new Set<string>();
  let stopped = false;
  const stopIssuers = startClusterIssuers(store, clock);
  const certificates = startReconciler(
    clock,
    [
      { store, resource: CERTIFICATES },
      {
        store,
        resource: 'secrets',
        keys: secret =>
          store
            .list(CERTIFICATES, { namespace: secret.metadata.namespace })
            .filter(({ spec }) => spec.secretName === secret.metadata.name)
            .map(ownKey),
      },
      {
        store,
        resource: ISSUERS,
        keys: issuer =>
          store
            .list(CERTIFICATES)
            .filter(({ spec }) => spec.issuerRef.name === issuer.metadata.name)
            .map(ownKey),
      },
    ],
    (key, { lookAfter }) => {
      const certificate = store.get(CERTIFICATES, key.namespace, key.name);
      if (
        !certificate ||
        certificate.metadata.deletionTimestamp ||
        isHeld(certificate)
      ) {
        return;
      }
      const { uid } = certificate.metadata;
      const secret = store.get(
        'secrets',
        key.namespace,
        certificate.spec.secretName,
      );
      const reason = issueReason(certificate, secret, clock.now());
      if (!reason) {
        const renewal = Date.parse(certificate.status.renewalTime);
        lookAfter(key, renewal - clock.now().getTime());
        return;
      }
      if (signing.has(uid)) {
        return;
      }
      const revision = (certificate.status?.revision ?? 0) + 1;
      beginIssuance(store, clock, certificate, revision, reason);
      const pending = issuerProblem(store, certificate);
      if (pending) {
        writeRequest(store, clock, certificate, revision, {
          status: 'False',
          reason: 'Pending',
          message: pending,
        });
        lookAfter(key, ISSUER_CHECK);
        return;
      }
      signing.add(uid);
      clock.after(SIGNING, () => {
        sign(certificate, revision)
          .catch(error =>
            writeRequest(store, clock, certificate, revision, {
              status: 'False',
              reason: 'Failed',
              message: error instanceof Error ? error.message : String(error),
            }),
          )
          .finally(() => {
            signing.delete(uid);
            if (!stopped) {
              certificates.lookAfter(key, ISSUER_CHECK);
            }
          });
      });
    },
  );

  async function sign(certificate: StoredObject, revision: number) {
    const { namespace, name, uid } = certificate.metadata;
    const notBefore = new Date(clock.now().getTime() - BACKDATED_BY);
    const work = issueCertificate({
      commonName: certificate.spec.commonName ?? certificate.spec.dnsNames[0],
      dnsNames: certificate.spec.dnsNames ?? [],
      notBefore,
      notAfter: new Date(notBefore.getTime() + lifetime(certificate)),
    });
    const issued = await (clock.hold?.(work) ?? work);
    const current = store.get(CERTIFICATES, namespace, name);
    if (stopped || current?.metadata.uid !== uid || isHeld(current)) {
      return;
    }
    concludeIssuance(store, clock, certificate, revision, issued);
  }

  return {
    look: (namespace, name) => certificates.look({ namespace, name }),
    stop() {
      stopped = true;
      stopIssuers();
      certificates.stop();
    },
  };
}
