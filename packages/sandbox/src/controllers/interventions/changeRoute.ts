import { INGRESS_ROUTES } from '../traefik/traefikResources';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { present, type Place } from './Place';

/** What can be wrong with an IngressRoute. */
export type RouteTrouble =
  | 'class'
  | 'entry-point'
  | 'host'
  | 'transport'
  | 'https-8080'
  | 'http-8443'
  | 'untrusted'
  | 'default-certificate';

const CLASS = 'kubernetes.io/ingress.class';

function spoil(route: any, trouble: RouteTrouble): void {
  const { metadata, spec } = route;
  const [rule] = spec.routes;
  const [service] = rule.services;
  switch (trouble) {
    case 'class':
      delete metadata.annotations?.[CLASS];
      delete spec.ingressClassName;
      break;
    case 'entry-point':
      spec.entryPoints = ['internal'];
      break;
    case 'host':
      rule.match = rule.match.replace(/Host\(`/, 'Host(`old-');
      break;
    case 'transport':
      service.serversTransport = 'gone';
      break;
    case 'https-8080':
      Object.assign(service, { port: 8080, scheme: 'https' });
      break;
    case 'http-8443':
      Object.assign(service, { port: 8443, scheme: 'http' });
      break;
    case 'untrusted':
      Object.assign(service, { port: 8443, scheme: 'https' });
      delete service.serversTransport;
      break;
    default:
      spec.tls = {};
  }
}

/**
 * Spoils an IngressRoute as somebody might who edits it by hand; it is put back as it was.
 *
 * @public
 */
export function changeRoute(
  { rke2 }: Controllers,
  place: Place,
  trouble: RouteTrouble,
): Heal {
  const { namespace, name } = place;
  const before = present(rke2, INGRESS_ROUTES, place, 'IngressRoute');
  rke2.update(INGRESS_ROUTES, namespace, name, copy => spoil(copy, trouble));
  return once(() => {
    rke2.update(INGRESS_ROUTES, namespace, name, copy => {
      copy.spec = structuredClone(before.spec);
      const given = before.metadata.annotations?.[CLASS];
      if (given) {
        copy.metadata.annotations = {
          ...copy.metadata.annotations,
          [CLASS]: given,
        };
      }
    });
  });
}
