import { CERTIFICATES } from '../certManager/certificateResources';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { present, type Place } from './Place';

/**
 * Has a Certificate name another host than the one that it is for; it is issued anew for that.
 *
 * @public
 */
export function nameAnotherHost({ rke2 }: Controllers, place: Place): Heal {
  const { spec } = present(rke2, CERTIFICATES, place, 'Certificate');
  const { commonName, dnsNames } = spec;
  const other = `old-${(dnsNames ?? [commonName])[0]}`;
  const write = (names: { commonName?: string; dnsNames?: string[] }) =>
    rke2.update(CERTIFICATES, place.namespace, place.name, copy => {
      delete copy.spec.commonName;
      delete copy.spec.dnsNames;
      Object.assign(copy.spec, names);
    });
  write({ ...(commonName ? { commonName: other } : {}), dnsNames: [other] });
  return once(() =>
    write({
      ...(commonName ? { commonName } : {}),
      ...(dnsNames ? { dnsNames } : {}),
    }),
  );
}
