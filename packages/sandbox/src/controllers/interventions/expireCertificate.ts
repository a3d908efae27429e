import type { StoredObject } from '../../apiserver/ClusterStore';
import { CERTIFICATES } from '../certManager/certificateResources';
import { tlsSecret } from '../certManager/certificateObjects';
import { timestamp, withCondition } from '../machinery/conditions';
import { recordEvent } from '../machinery/recordEvent';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { pathOf, present, type Place } from './Place';

const DAY = 86_400_000;
/** How long ago an expired certificate ended. */
const EXPIRED_SINCE = 3_600_000;
const EXPIRED_LIFETIME = 30 * DAY;
const FAILURE =
  'The certificate request has failed to complete and will be retried: Vault failed to sign certificate: failed to sign certificate by vault: Error making API request.\n\nCode: 503. Errors:\n\n* Vault is sealed';

/**
 * Lets a Certificate expire without being renewed; the certificate that is served is expired as well
 * as soon as it is signed, milliseconds later.
 *
 * @public
 */
export function expireCertificate(
  controllers: Controllers,
  place: Place,
): Heal {
  const { rke2, clock, disturbances, certManager } = controllers;
  const { namespace, name } = place;
  const certificate = present(rke2, CERTIFICATES, place, 'Certificate');
  const notAfter = new Date(clock.now().getTime() - EXPIRED_SINCE);
  const notBefore = new Date(notAfter.getTime() - EXPIRED_LIFETIME);
  disturbances.certificates.held.add(pathOf(place));
  rke2.updateStatus(CERTIFICATES, namespace, name, status =>
    Object.assign(status, {
      lastFailureTime: timestamp(notAfter),
      failedIssuanceAttempts: 3,
      conditions: withCondition(
        status.conditions,
        {
          type: 'Issuing',
          status: 'False',
          reason: 'Failed',
          message: FAILURE,
          observedGeneration: certificate.metadata.generation,
        },
        clock.now(),
      ),
    }),
  );
  recordEvent(rke2, clock, certificate, {
    type: 'Warning',
    reason: 'Failed',
    message: FAILURE,
    source: 'cert-manager-certificates-issuing',
  });
  const signed = serveExpired(controllers, certificate, notBefore, notAfter);
  (clock.hold?.(signed) ?? signed).catch(error =>
    process.emitWarning(
      `The expired certificate could not be signed: ${error}`,
      'SandboxWarning',
    ),
  );
  return once(() => {
    disturbances.certificates.held.delete(pathOf(place));
    rke2.updateStatus(CERTIFICATES, namespace, name, status => {
      delete status.lastFailureTime;
      delete status.failedIssuanceAttempts;
    });
    certManager.look(namespace, name);
  });
}

async function serveExpired(
  controllers: Controllers,
  certificate: StoredObject,
  notBefore: Date,
  notAfter: Date,
) {
  const { rke2, issueCertificate, disturbances } = controllers;
  const { namespace, name } = certificate.metadata;
  const { spec } = certificate;
  const issued = await issueCertificate({
    commonName: spec.commonName,
    dnsNames: spec.dnsNames ?? [],
    notBefore,
    notAfter,
  });
  // Healed in the meantime: the good certificate stays.
  if (disturbances.certificates.held.has(`${namespace}/${name}`)) {
    rke2.update('secrets', namespace, spec.secretName, copy => {
      copy.data = tlsSecret(certificate, issued).data;
    });
  }
}
