import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import type { Place } from './Place';
import { renewCertificate } from './renewCertificate';
import { restartComponents } from './restartComponents';
import { CERTIFICATE_READERS } from './restartOnceIssued';

/**
 * Has the certificate issued anew while the pods that show it go on as they are; they are rolled when
 * it is over.
 *
 * @public
 */
export function keepOldCertificate(
  controllers: Controllers,
  certificate: Place,
  release: { namespace: string; release: string },
): Heal {
  renewCertificate(controllers, certificate);
  return once(() =>
    restartComponents(controllers, release, CERTIFICATE_READERS),
  );
}
