import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { timestamp, withCondition } from '../machinery/conditions';
import { recordEvent } from '../machinery/recordEvent';
import { tlsSecret, type Issued } from './certificateObjects';
import { CERTIFICATES } from './certificateResources';
import { renewalTime } from './certificateState';
import { writeRequest } from './writeRequest';

/** Puts a signed certificate into its Secret, and says so in the request and in the Certificate. */
export function concludeIssuance(
  store: ClusterStore,
  clock: Clock,
  certificate: StoredObject,
  revision: number,
  issued: Issued,
) {
  writeSecret(store, certificate, issued);
  writeRequest(store, clock, certificate, revision, {
    status: 'True',
    reason: 'Issued',
    message: 'Certificate fetched from issuer successfully',
  });
  markIssued(store, clock, certificate, revision, issued);
}

function writeSecret(
  store: ClusterStore,
  certificate: StoredObject,
  issued: Issued,
) {
  const secret = tlsSecret(certificate, issued);
  const { namespace, name } = secret.metadata;
  const written = store.update('secrets', namespace, name, copy => {
    copy.data = secret.data;
    copy.metadata.labels = {
      ...copy.metadata.labels,
      ...secret.metadata.labels,
    };
    copy.metadata.annotations = {
      ...copy.metadata.annotations,
      ...secret.metadata.annotations,
    };
  });
  if (!written) {
    store.create(secret);
  }
}

function markIssued(
  store: ClusterStore,
  clock: Clock,
  certificate: StoredObject,
  revision: number,
  { notBefore, notAfter }: Issued,
) {
  const { namespace, name, generation } = certificate.metadata;
  store.updateStatus(CERTIFICATES, namespace, name, status => {
    const ready = withCondition(
      status.conditions,
      {
        type: 'Ready',
        status: 'True',
        reason: 'Ready',
        message: 'Certificate is up to date and has not expired',
        observedGeneration: generation,
      },
      clock.now(),
    );
    Object.assign(status, {
      conditions: ready.filter(condition => condition.type !== 'Issuing'),
      notBefore: timestamp(notBefore),
      notAfter: timestamp(notAfter),
      renewalTime: timestamp(renewalTime(certificate, notBefore, notAfter)),
      revision,
    });
  });
  recordEvent(store, clock, certificate, {
    reason: 'Issuing',
    message: 'The certificate has been successfully issued',
    source: 'cert-manager-certificates-issuing',
  });
}
