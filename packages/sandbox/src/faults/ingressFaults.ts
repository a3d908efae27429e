import {
  changeRoute,
  type RouteTrouble,
} from '../controllers/interventions/changeRoute';
import { closePublicHost } from '../controllers/interventions/closePublicHost';
import { expireCertificate } from '../controllers/interventions/expireCertificate';
import { keepOldCertificate } from '../controllers/interventions/keepOldCertificate';
import { misdirectApi } from '../controllers/interventions/misdirectApi';
import { moveIngressAddress } from '../controllers/interventions/moveIngressAddress';
import { nameAnotherHost } from '../controllers/interventions/nameAnotherHost';
import {
  refuseCertificate,
  type Refusal,
} from '../controllers/interventions/refuseCertificate';
import { restartOnceIssued } from '../controllers/interventions/restartOnceIssued';
import { sealVault } from '../controllers/interventions/sealVault';
import { setTraefikReadTimeout } from '../controllers/interventions/setTraefikReadTimeout';
import { stopTraefik } from '../controllers/interventions/stopTraefik';
import { once, type Heal } from '../controllers/interventions/Heal';
import type { Place } from '../controllers/interventions/Place';
import type { Controllers } from '../controllers/startControllers';
import type { DeploymentFault } from './DeploymentFault';

const LOWERED_TIMEOUT = '60s';

type Named = Pick<DeploymentFault, 'id' | 'title' | 'description'>;

/** A fault after which another certificate is issued: whoever serves it has to be restarted. */
const reissued = (
  spoil: (controllers: Controllers, certificate: Place) => Heal,
  named: Named,
): DeploymentFault => ({
  ...named,
  inject(controllers, hit) {
    const certificate = hit.certificate();
    const release = hit.release();
    const heal = spoil(controllers, certificate);
    return {
      heal: once(() => {
        restartOnceIssued(controllers, certificate, release);
        heal();
      }),
    };
  },
});

const refused = (why: Refusal, named: Named): DeploymentFault =>
  reissued(
    (controllers, certificate) =>
      refuseCertificate(controllers, certificate, why),
    named,
  );

const routed = (trouble: RouteTrouble, named: Named): DeploymentFault => ({
  ...named,
  inject: (controllers, hit) => ({
    heal: changeRoute(controllers, hit.route(), trouble),
  }),
});

/** What goes wrong between the browser and the proxy: issuer, certificate, route, Traefik. */
export const ingressFaults: DeploymentFault[] = [
  {
    id: 'issuer-not-ready',
    title: 'Vault sealed',
    description:
      'Vault is sealed, so that the ClusterIssuer is not ready and nothing is signed.',
    shared: true,
    inject: controllers => ({ heal: sealVault(controllers) }),
  },
  refused('name', {
    id: 'certificate-not-issued',
    title: 'Certificate refused by Vault',
    description:
      'The TLS Secret is gone, and Vault refuses another certificate: its role does not allow the name.',
  }),
  refused('common-name', {
    id: 'certificate-not-issued.common-name',
    title: 'Certificate refused without common name',
    description:
      'The TLS Secret is gone, the Certificate has no common name, and Vault wants one.',
  }),
  refused('ca-too-short', {
    id: 'certificate-not-issued.ca-too-short',
    title: 'Certificate longer than its CA',
    description:
      'The TLS Secret is gone, and the issuing CA ends before a new certificate would.',
  }),
  refused('denied', {
    id: 'certificate-not-issued.denied',
    title: 'Certificate denied by policy',
    description:
      'The TLS Secret is gone, and the approver’s policy denies the request for another.',
  }),
  reissued(expireCertificate, {
    id: 'certificate-expiring',
    title: 'Certificate expired',
    description:
      'The Certificate of the public host is expired, and so is the one that is served.',
  }),
  reissued(nameAnotherHost, {
    id: 'certificate-names-differ',
    title: 'Certificate for another host',
    description:
      'The Certificate names another host, so that Traefik serves its default certificate.',
  }),
  {
    id: 'certificate-not-reloaded',
    title: 'Certificate not reloaded',
    description:
      'The certificate is renewed, and the proxy and the RDP gateways go on with the one they started with.',
    inject: (controllers, hit) => ({
      heal: keepOldCertificate(controllers, hit.certificate(), hit.release()),
    }),
  },
  routed('class', {
    id: 'route-not-served',
    title: 'Route without its class',
    description:
      'The IngressRoute has no ingress class, so that Traefik does not look at it.',
  }),
  routed('transport', {
    id: 'route-not-served.transport',
    title: 'Route with a missing transport',
    description:
      'The IngressRoute names a ServersTransport that is not there, so that Traefik drops it.',
  }),
  routed('host', {
    id: 'route-not-served.host',
    title: 'Route for another host',
    description: 'The IngressRoute is for another host.',
  }),
  routed('entry-point', {
    id: 'route-not-served.entry-point',
    title: 'Route on a missing entry point',
    description:
      'The IngressRoute is on an entry point that Traefik does not have.',
  }),
  routed('https-8080', {
    id: 'route-backend-wrong',
    title: 'Route with https to the http port',
    description:
      'Traefik speaks https to port 8080 of Kasm’s proxy, which is plain http: 502.',
  }),
  routed('http-8443', {
    id: 'route-backend-wrong.http-8443',
    title: 'Route with http to the https port',
    description:
      'Traefik speaks plain http to port 8443 of Kasm’s proxy, which is https: 400.',
  }),
  routed('untrusted', {
    id: 'route-backend-wrong.untrusted',
    title: 'Proxy certificate not trusted',
    description:
      'Traefik verifies the certificate of Kasm’s proxy and does not trust it: 500.',
  }),
  {
    id: 'traefik-down',
    title: 'Traefik without pods',
    description: 'Traefik has no pod on any node: connections are refused.',
    shared: true,
    inject: controllers => ({ heal: stopTraefik(controllers) }),
  },
  {
    id: 'traefik-timeout-short',
    title: 'Traefik timeout lowered',
    description:
      "Traefik's read timeout goes from 1800 s to 60 s, which cuts slow uploads.",
    // One Traefik serves every deployment of the cluster.
    shared: true,
    inject: controllers => ({
      heal: setTraefikReadTimeout(controllers, LOWERED_TIMEOUT),
    }),
  },
  {
    id: 'dns-wrong',
    title: 'Ingress address moved',
    description:
      'Traefik’s Service has another address than the one that the public hosts resolve to.',
    shared: true,
    inject: controllers => ({ heal: moveIngressAddress(controllers) }),
  },
  {
    id: 'endpoint-unreachable',
    title: 'Public host unreachable',
    description:
      'Something in front of Traefik refuses every connection to the public host.',
    shared: true,
    inject: controllers => ({ heal: closePublicHost(controllers) }),
  },
  routed('default-certificate', {
    id: 'endpoint-untrusted',
    title: 'Default certificate served',
    description:
      'The IngressRoute names no TLS Secret, so that Traefik serves its default certificate.',
  }),
  {
    id: 'endpoint-failing',
    title: 'API behind the proxy lost',
    description:
      'The API’s Service leads to no pod, so that Kasm’s proxy answers 502 while every pod is well.',
    inject: (controllers, hit) => ({
      heal: misdirectApi(controllers, hit.release()),
    }),
  },
];
