import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { isTrue } from '../machinery/conditions';
import { recordEvent } from '../machinery/recordEvent';
import { GROUP } from './certificateResources';
import { conditionOf, mark, markFailed } from './requestConditions';

const APPROVED = {
  reason: GROUP,
  message: 'Certificate request has been approved by cert-manager.io',
};
const POLICY = 'policy.cert-manager.io';

/**
 * Approves a request, or denies it. Returns whether it was approved before, so that it may be signed.
 *
 * @param policy - why an approver denies it
 */
export function approveRequest(
  store: ClusterStore,
  clock: Clock,
  request: StoredObject,
  policy: string | undefined,
): boolean {
  if (isTrue(request, 'Approved')) {
    return true;
  }
  if (policy) {
    mark(store, clock, request, {
      type: 'Denied',
      status: 'True',
      reason: POLICY,
      message: policy,
    });
    recordEvent(store, clock, request, {
      type: 'Warning',
      reason: 'Denied',
      message: policy,
      source: POLICY,
    });
  }
  if (policy || conditionOf(request, 'Denied')?.status === 'True') {
    const message =
      'The CertificateRequest was denied by an approval controller';
    markFailed(store, clock, request, 'Denied', message);
    return false;
  }
  mark(store, clock, request, {
    type: 'Approved',
    status: 'True',
    ...APPROVED,
  });
  recordEvent(store, clock, request, {
    ...APPROVED,
    source: 'cert-manager-certificaterequests-approver',
  });
  return false;
}
