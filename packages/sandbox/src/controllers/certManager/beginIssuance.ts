import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { withCondition } from '../machinery/conditions';
import { recordEvent } from '../machinery/recordEvent';
import { certificateRequest } from './certificateObjects';
import { CERTIFICATES, REQUESTS } from './certificateResources';
import type { IssueReason } from './certificateState';

/** Marks a Certificate as being issued, and makes the request of that. */
export function beginIssuance(
  store: ClusterStore,
  clock: Clock,
  certificate: StoredObject,
  revision: number,
  { reason, message }: IssueReason,
) {
  const { namespace, name, generation } = certificate.metadata;
  // An old certificate goes on being good while it is renewed.
  const stillGood =
    reason === 'Renewing' ||
    (certificate.status?.notAfter && reason === 'RequestChanged');
  store.updateStatus(CERTIFICATES, namespace, name, status => {
    const set = (type: string, value: 'True' | 'False') => {
      status.conditions = withCondition(
        status.conditions,
        {
          type,
          status: value,
          reason,
          message,
          observedGeneration: generation,
        },
        clock.now(),
      );
    };
    if (!stillGood) {
      set('Ready', 'False');
    }
    set('Issuing', 'True');
  });
  const request = certificateRequest(certificate, revision);
  if (!store.get(REQUESTS, namespace, request.metadata.name)) {
    store.create(request);
    recordEvent(store, clock, certificate, {
      reason: 'Issuing',
      message,
      source: 'cert-manager-certificates-trigger',
    });
  }
}
