import { certificateNameOf } from '../certManager/certificateRequestObject';
import { CERTIFICATES, REQUESTS } from '../certManager/certificateResources';
import { isTrue } from '../machinery/conditions';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { pathOf, present, type Place } from './Place';
import { renewCertificate } from './renewCertificate';

const DAY = 86_400_000;

/** Why nobody signs. */
export type Refusal = 'name' | 'common-name' | 'ca-too-short' | 'denied';

/**
 * Takes a Certificate's Secret away, and has everybody refuse to sign another: Vault by its role or by
 * the end of its CA, or the approver by its policy.
 *
 * @public
 */
export function refuseCertificate(
  controllers: Controllers,
  place: Place,
  why: Refusal,
): Heal {
  const { rke2, clock, disturbances } = controllers;
  const { roles, denied, vault } = disturbances.certificates;
  const { namespace, name } = place;
  const { spec } = present(rke2, CERTIFICATES, place, 'Certificate');
  const path = pathOf(place);
  const [host] = spec.dnsNames ?? [spec.commonName];
  const setCommonName = (commonName: string | undefined) =>
    rke2.update(CERTIFICATES, namespace, name, copy => {
      if (commonName) {
        copy.spec.commonName = commonName;
      } else {
        delete copy.spec.commonName;
      }
    });
  switch (why) {
    case 'denied':
      denied.set(
        path,
        `No policy approved this request: [platform: spec.allowed.dnsNames.values: Invalid value: []string{"${host}"}: *.internal]`,
      );
      break;
    case 'ca-too-short':
      roles.set(path, { caEnds: new Date(clock.now().getTime() + DAY) });
      break;
    case 'common-name':
      roles.set(path, { role: { ...vault.role, requireCommonName: true } });
      setCommonName(undefined);
      break;
    default:
      roles.set(path, {
        role: {
          ...vault.role,
          allowAnyName: false,
          allowedDomains: ['internal'],
        },
      });
  }
  rke2.delete('secrets', namespace, spec.secretName);
  return once(() => {
    denied.delete(path);
    roles.delete(path);
    if (!rke2.get(CERTIFICATES, namespace, name)) {
      return;
    }
    if (why === 'common-name' && spec.commonName) {
      setCommonName(spec.commonName);
    }
    // One that is under way may have its refusal already.
    for (const request of rke2.list(REQUESTS, { namespace })) {
      if (certificateNameOf(request) === name && !isTrue(request, 'Ready')) {
        rke2.delete(REQUESTS, namespace, request.metadata.name);
      }
    }
    // By itself it would wait for an hour and more.
    renewCertificate(controllers, place);
  });
}
