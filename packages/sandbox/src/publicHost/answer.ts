import type { Forwarded, Route } from '../controllers/traefik/Route';
import type { RoutedRequest } from '../controllers/traefik/RoutedRequest';
import type { KasmInstallation } from '../controllers/kasmApp/KasmInstallation';
import { developerApi } from './developerApi/developerApi';
import { LOGIN_PAGE } from './loginPage';
import { nginxPage, PLAIN_TO_TLS } from './nginxPages';
import type { PublicRouter } from './PublicRouter';
import { html, text, type Reply } from './Reply';

/** What of a request decides the answer. */
export interface PublicRequest extends RoutedRequest {
  body: string;
}

/** The Kasm of a release; undefined while its API cannot use its database. */
export type FindsKasm = (target: {
  namespace: string;
  release: string;
}) => KasmInstallation | undefined;

/** Traefik's part of an answer, when the request does not go on. */
export function ownReply(route: Route): Reply | undefined {
  if (route.kind === 'proxy') {
    return undefined;
  }
  const { code, reason, headers } = route;
  return {
    ...text(code, reason),
    headers: {
      // Go's own error pages have it.
      ...(reason.endsWith('\n') ? { 'x-content-type-options': 'nosniff' } : {}),
      ...headers,
    },
  };
}

/**
 * Traefik's part (which installation, if any), then the part of Kasm's own proxy: the page and
 * `/checkvalid` come from the proxy itself, everything below `/api/` from the API behind it.
 */
export function answer(
  request: PublicRequest,
  router: PublicRouter,
  now: Date,
  kasmAt: FindsKasm = () => undefined,
): Reply {
  const route = router.route(request);
  if (route.kind === 'status') {
    return ownReply(route)!;
  }
  const reply = answerOfPod(request, route, router, now, kasmAt);
  return {
    ...reply,
    headers: { server: 'nginx', ...reply.headers, ...route.headers },
  };
}

function answerOfPod(
  request: PublicRequest,
  route: Forwarded,
  router: PublicRouter,
  now: Date,
  kasmAt: FindsKasm,
): Reply {
  if (route.plainToTls) {
    return PLAIN_TO_TLS;
  }
  // The other components know no page of a browser.
  if (route.component !== 'proxy') {
    return text(404, 'Not Found');
  }
  const { method, body } = request;
  const { path } = route;
  const reads = method === 'GET' || method === 'HEAD';
  if (path === '/checkvalid' && reads) {
    return text(200, 'ok');
  }
  if (path.startsWith('/api/')) {
    if (!router.isReady(route, 'api')) {
      return nginxPage(502);
    }
    if (path === '/api/__healthcheck' && reads) {
      // With the space of Kasm's own answer: 12 bytes, as its access log shows.
      return { status: 200, type: 'application/json', body: '{"ok": true}' };
    }
    const [authorization] = [request.headers.authorization].flat();
    const reply = developerApi(
      { method, path, authorization, body },
      kasmAt(route),
      now,
    );
    // Kasm's single-page application answers whatever the API does not know.
    return reply ?? html(200, LOGIN_PAGE);
  }
  return reads ? html(200, LOGIN_PAGE) : nginxPage(405);
}
