import { CERTIFICATES } from '../certManager/certificateResources';
import { withCondition } from '../machinery/conditions';
import type { Controllers } from '../startControllers';
import { present, type Place } from './Place';

/**
 * Has a Certificate issued anew now, as `cmctl renew` does.
 *
 * @public
 */
export function renewCertificate(
  { rke2, clock }: Controllers,
  place: Place,
): void {
  const { metadata } = present(rke2, CERTIFICATES, place, 'Certificate');
  rke2.updateStatus(CERTIFICATES, place.namespace, place.name, status => {
    status.conditions = withCondition(
      status.conditions,
      {
        type: 'Issuing',
        status: 'True',
        reason: 'ManuallyTriggered',
        message: 'Certificate re-issuance manually triggered',
        observedGeneration: metadata.generation,
      },
      clock.now(),
    );
  });
}
