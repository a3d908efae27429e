import { expireCertificate } from '../controllers/interventions/expireCertificate';
import { setTraefikReadTimeout } from '../controllers/interventions/setTraefikReadTimeout';
import type { DeploymentFault } from './DeploymentFault';

const LOWERED_TIMEOUT = '60s';

/** What goes wrong between the browser and the proxy: issuer, certificate, route, Traefik. */
export const ingressFaults: DeploymentFault[] = [
  {
    id: 'certificate-expiring',
    title: 'Certificate expired',
    description:
      'The Certificate of the public host is expired, and so is the one that is served.',
    inject: (controllers, hit) => ({
      heal: expireCertificate(controllers, hit.certificate()),
    }),
  },
  {
    id: 'traefik-timeout-short',
    title: 'Traefik timeout lowered',
    description:
      "Traefik's read timeout goes from 1800 s to 60 s, which cuts desktop sessions.",
    // One Traefik serves every deployment of the cluster.
    shared: true,
    inject: controllers => ({
      heal: setTraefikReadTimeout(controllers, LOWERED_TIMEOUT),
    }),
  },
];
