import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import type { CertificateDisturbances } from './certificateDisturbances';
import type { IssueCertificate } from './certificateObjects';
import { certificateWebhook } from './certificateWebhook';
import { startCertificates } from './startCertificates';
import { startIssuers } from './startIssuers';
import { startRequests } from './startRequests';

/** cert-manager with its issuers. */
export interface CertManager {
  /** Looks at a Certificate again. */
  look(namespace: string, name: string): void;
  /** Asks every issuer again, as after its next full round. */
  askIssuers(): void;
  stop(): void;
}

const pathOf = ({ metadata }: StoredObject) =>
  `${metadata.namespace}/${metadata.name}`;

/** Plays cert-manager, and the Vault behind its issuers. */
export function startCertManager(
  store: ClusterStore,
  clock: Clock,
  issueCertificate: IssueCertificate,
  disturbances: CertificateDisturbances,
): CertManager {
  const forget = store.registerWebhook(certificateWebhook(store));
  const issuers = startIssuers(store, clock, disturbances.vault);
  const requests = startRequests(store, clock, issueCertificate, disturbances);
  const certificates = startCertificates(store, clock, requests, certificate =>
    disturbances.held.has(pathOf(certificate)),
  );
  return {
    look: (namespace, name) => certificates.look({ namespace, name }),
    askIssuers() {
      issuers.look();
      requests.look();
    },
    stop() {
      forget();
      [certificates, requests, issuers].forEach(each => each.stop());
    },
  };
}
