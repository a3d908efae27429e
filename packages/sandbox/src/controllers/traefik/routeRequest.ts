import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { selects } from '../platform/startServices';
import { isReady } from '../workloads/podFromTemplate';

/** The entry point of the public port. */
const ENTRY_POINT = 'websecure';
const TRAEFIK_NAMESPACE = 'kube-system';
const TRAEFIK = 'rke2-traefik';

/** Where a request for a host goes, as Traefik decides it. */
export type Route =
  | { kind: 'proxy'; namespace: string; release: string }
  | { kind: 'status'; code: number; reason: string };

const answer = (code: number, reason: string): Route => ({
  kind: 'status',
  code,
  reason,
});
const NOT_FOUND = answer(404, '404 page not found');

/** Value of one of Traefik's arguments, case-insensitively; the last one counts. */
export function argument(args: string[], name: string): string | undefined {
  return args
    .filter(each => each.toLowerCase().startsWith(`--${name.toLowerCase()}=`))
    .map(each => each.slice(each.indexOf('=') + 1))
    .pop();
}

/** The hosts in a rule: `Host(`a`, `b`)`, once or several times. */
export function hostsOf(match: string): string[] {
  return [...match.matchAll(/Host\(([^)]*)\)/g)].flatMap(([, list]) =>
    [...list.matchAll(/`([^`]*)`|"([^"]*)"/g)].map(([, a, b]) =>
      (a ?? b).toLowerCase(),
    ),
  );
}

function traefikArgs(store: ClusterStore): string[] {
  const workload = store.get('daemonsets.apps', TRAEFIK_NAMESPACE, TRAEFIK);
  return workload?.spec.template.spec.containers[0].args ?? [];
}

interface Match {
  ingressRoute: StoredObject;
  rule: any;
}

/** The IngressRoute that serves a host: of its class, on the entry point, most specific rule first. */
function matchOf(store: ClusterStore, host: string): Match | undefined {
  const args = traefikArgs(store);
  const wantedClass = argument(args, 'providers.kubernetescrd.ingressClass');
  if (!argument(args, `entryPoints.${ENTRY_POINT}.address`)) {
    return undefined;
  }
  return store
    .list('ingressroutes.traefik.io')
    .filter(({ metadata, spec }) => {
      const ownClass =
        spec.ingressClassName ??
        metadata.annotations?.['kubernetes.io/ingress.class'];
      const served = !wantedClass || ownClass === wantedClass;
      const entered =
        !spec.entryPoints?.length || spec.entryPoints.includes(ENTRY_POINT);
      return served && entered;
    })
    .flatMap(ingressRoute =>
      (ingressRoute.spec.routes ?? []).map((rule: any) => ({
        ingressRoute,
        rule,
      })),
    )
    .filter(({ rule }) => hostsOf(rule.match ?? '').includes(host))
    .sort(
      (a, b) =>
        (b.rule.priority ?? b.rule.match.length) -
        (a.rule.priority ?? a.rule.match.length),
    )[0];
}

/** Whether the backend's certificate is good for a transport that verifies it. */
function verifies(
  store: ClusterStore,
  transport: StoredObject | undefined,
  ingressRoute: StoredObject,
  now: Date,
): boolean {
  if (transport?.spec?.insecureSkipVerify) {
    return true;
  }
  const trusts =
    transport?.spec?.rootCAs?.length || transport?.spec?.rootCAsSecrets?.length;
  const secretName = ingressRoute.spec.tls?.secretName;
  const certificate = store
    .list('certificates.cert-manager.io', {
      namespace: ingressRoute.metadata.namespace,
    })
    .find(({ spec }) => spec.secretName === secretName);
  return Boolean(
    trusts &&
      certificate &&
      Date.parse(certificate.status?.notAfter) > now.getTime(),
  );
}

/**
 * Where Traefik sends a request for a host. IngressRoutes have no status: this is the only place that
 * shows what is wrong with one.
 */
export function routeRequest(
  store: ClusterStore,
  host: string,
  now: Date,
): Route {
  const traefik = store
    .list('pods', {
      namespace: TRAEFIK_NAMESPACE,
      labels: { 'app.kubernetes.io/name': TRAEFIK },
    })
    .some(isReady);
  if (!traefik) {
    return answer(503, 'Traefik has no running pod');
  }
  const match = matchOf(store, host);
  const backend = match?.rule.services?.[0];
  if (!match || !backend) {
    return NOT_FOUND;
  }
  const namespace: string =
    backend.namespace ?? match.ingressRoute.metadata.namespace;
  const service = store.get('services', namespace, backend.name);
  const port = (service?.spec.ports ?? []).find(
    (each: { name?: string; port: number }) =>
      each.port === Number(backend.port) ||
      each.name === backend.port ||
      (backend.port === undefined && service!.spec.ports.length === 1),
  );
  const transport = backend.serversTransport
    ? store.get(
        'serverstransports.traefik.io',
        namespace,
        backend.serversTransport,
      )
    : undefined;
  // Traefik drops a router that refers to something that is not there.
  if (!service || !port || (backend.serversTransport && !transport)) {
    return NOT_FOUND;
  }
  const ready = store
    .list('pods', { namespace })
    .filter(pod => selects(service.spec.selector, pod) && isReady(pod));
  if (ready.length === 0) {
    return answer(503, 'no available server');
  }
  const labels = ready[0].metadata.labels ?? {};
  if (labels['app.kubernetes.io/component'] !== 'proxy') {
    return answer(404, 'Not Found');
  }
  const speaksTls =
    (backend.scheme ??
      (port.port === 443 || port.name?.startsWith('https')
        ? 'https'
        : 'http')) === 'https';
  const expectsTls = [8443, 'https'].includes(port.targetPort ?? port.port);
  if (speaksTls && !expectsTls) {
    return answer(502, 'Bad Gateway');
  }
  if (!speaksTls && expectsTls) {
    return answer(400, 'The plain HTTP request was sent to HTTPS port');
  }
  if (speaksTls && !verifies(store, transport, match.ingressRoute, now)) {
    return answer(500, 'Internal Server Error');
  }
  return {
    kind: 'proxy',
    namespace,
    release: labels['app.kubernetes.io/instance'],
  };
}

/**
 * The certificate that a host's IngressRoute names; undefined when Traefik shows its default one.
 */
export function certificateFor(
  store: ClusterStore,
  host: string,
): { key: string; cert: string } | undefined {
  const ingressRoute = matchOf(store, host)?.ingressRoute;
  const secretName = ingressRoute?.spec.tls?.secretName;
  const secret =
    secretName &&
    store.get('secrets', ingressRoute.metadata.namespace, secretName);
  const decode = (key: string) =>
    Buffer.from(secret?.data?.[key] ?? '', 'base64').toString();
  return secret?.data?.['tls.crt'] && secret.data['tls.key']
    ? { key: decode('tls.key'), cert: decode('tls.crt') }
    : undefined;
}
