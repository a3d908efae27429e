export const INGRESS_ROUTES = 'ingressroutes.traefik.io';
export const TRANSPORTS = 'serverstransports.traefik.io';
export const MIDDLEWARES = 'middlewares.traefik.io';
export const TLS_OPTIONS = 'tlsoptions.traefik.io';
export const TLS_STORES = 'tlsstores.traefik.io';
export const TRAEFIK_SERVICES = 'traefikservices.traefik.io';
export const INGRESSES = 'ingresses.networking.k8s.io';
export const SLICES = 'endpointslices.discovery.k8s.io';

/** Where RKE2 has its Traefik, and what it calls it. */
export const TRAEFIK = { namespace: 'kube-system', name: 'rke2-traefik' };
