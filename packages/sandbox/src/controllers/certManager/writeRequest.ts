import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { withCondition } from '../machinery/conditions';
import { REQUESTS } from './certificateResources';

/** Writes what became of one request for a Certificate. */
export function writeRequest(
  store: ClusterStore,
  clock: Clock,
  certificate: StoredObject,
  revision: number,
  ready: { status: 'True' | 'False'; reason: string; message: string },
) {
  const { namespace, name } = certificate.metadata;
  store.updateStatus(REQUESTS, namespace, `${name}-${revision}`, status => {
    status.conditions = withCondition(
      withCondition(
        status.conditions,
        {
          type: 'Approved',
          status: 'True',
          reason: 'cert-manager.io',
          message: 'Certificate request has been approved by cert-manager.io',
        },
        clock.now(),
      ),
      { type: 'Ready', ...ready },
      clock.now(),
    );
  });
}
