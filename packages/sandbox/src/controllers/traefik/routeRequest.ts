import type { ClusterStore } from '../../apiserver/ClusterStore';
import type { LoadedCertificates } from './LoadedCertificates';
import {
  locationOf,
  middlewaresOf,
  passThrough,
  type Passed,
} from './middlewares';
import {
  BAD_GATEWAY,
  INTERNAL_ERROR,
  NO_SERVER,
  NOT_FOUND,
  redirect,
  type Route,
} from './Route';
import type { RoutedRequest } from './RoutedRequest';
import type { Router } from './Router';
import type { RouterTable } from './RouterTable';
import { backendOf, type Server } from './servers';
import type { EntryPoint, StaticConfiguration } from './staticConfiguration';
import { chooseServer } from './stickyCookie';
import { trustsBackend } from './trustsBackend';

/** What decides where a request goes. */
export interface Surroundings {
  store: ClusterStore;
  configuration: StaticConfiguration;
  table: RouterTable;
  loaded: LoadedCertificates;
  now: Date;
  /** Counts the requests, so that servers take turns. */
  turn: number;
}

/** The TLS port of Kasm's proxy, and that of its RDP gateway. */
const TLS_PORTS = [8443, 9443];

/** Whether Traefik looks at routes of that class. */
export function isServed(
  { provider, ingressClass }: Router,
  configuration: StaticConfiguration,
): boolean {
  const settings = configuration[provider];
  return Boolean(
    settings &&
      (!settings.ingressClass || settings.ingressClass === ingressClass),
  );
}

function isEntered(
  { entryPoints, tls }: Router,
  entryPoint: EntryPoint,
  withTls: boolean,
): boolean {
  const here =
    entryPoints.length === 0 || entryPoints.includes(entryPoint.name);
  return here && (withTls ? entryPoint.tls || Boolean(tls) : !tls);
}

/**
 * Where Traefik sends a request. IngressRoutes have no status: this is the only place that shows what
 * is wrong with one.
 */
export function routeRequest(
  surroundings: Surroundings,
  request: RoutedRequest,
): Route {
  const { configuration, table, store } = surroundings;
  const entryPoint = configuration.entryPoints.get(request.entryPoint);
  if (!entryPoint) {
    return NOT_FOUND;
  }
  if (entryPoint.redirect) {
    const { scheme, to, permanent } = entryPoint.redirect;
    const location = locationOf(
      scheme,
      request,
      request.path,
      /:(\d+)/.exec(to)?.[1],
    );
    return redirect(request.method, location, permanent);
  }
  const withTls = request.entryPoint !== 'web';
  for (const router of table.for(request.host)) {
    if (
      isServed(router, configuration) &&
      isEntered(router, entryPoint, withTls) &&
      router.rule.matches(request)
    ) {
      const backend = backendOf({ store, configuration, router });
      const middlewares = middlewaresOf(
        store,
        router,
        configuration[router.provider]?.allowCrossNamespace ?? false,
      );
      // Traefik drops a router that refers to something that is not there; the next one may do.
      if (!('dropped' in backend) && middlewares) {
        const passed = passThrough(middlewares, request);
        if (passed.answer) {
          return {
            ...passed.answer,
            headers: { ...passed.headers, ...passed.answer.headers },
          };
        }
        if (backend.servers.length === 0) {
          return NO_SERVER;
        }
        const { server, setCookie } = chooseServer(
          backend.servers,
          backend.sticky,
          request,
          surroundings.turn,
        );
        return forward(surroundings, server, passed, setCookie);
      }
    }
  }
  return NOT_FOUND;
}

function forward(
  { store, configuration, loaded, now }: Surroundings,
  server: Server,
  passed: Passed,
  setCookie: string | undefined,
): Route {
  const { pod, scheme, port, transport } = server;
  const expectsTls = TLS_PORTS.includes(port);
  if (scheme === 'https') {
    if (!expectsTls) {
      return BAD_GATEWAY;
    }
    const trusted = trustsBackend(
      store,
      transport,
      loaded.of(pod),
      now,
      configuration.insecureSkipVerify,
    );
    if (!trusted) {
      return INTERNAL_ERROR;
    }
  }
  const { labels = {}, namespace } = pod.metadata;
  return {
    kind: 'proxy',
    namespace: namespace!,
    release: labels['app.kubernetes.io/instance'],
    component: labels['app.kubernetes.io/component'],
    path: passed.path,
    plainToTls: scheme !== 'https' && expectsTls,
    headers: {
      ...passed.headers,
      ...(setCookie ? { 'set-cookie': setCookie } : {}),
    },
    pod,
  };
}
