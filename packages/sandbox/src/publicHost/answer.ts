import { developerApi } from './developerApi';
import { LOGIN_PAGE } from './loginPage';
import { hostName, type PublicRouter } from './PublicRouter';
import { html, text, type Reply } from './Reply';

const BAD_GATEWAY =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n';

/** What of a request decides the answer. */
export interface PublicRequest {
  method: string;
  host: string | undefined;
  /** Path without query. */
  path: string;
  body: string;
}

/**
 * Traefik's part (which installation, if any), then the part of Kasm's own proxy: the page and
 * `/checkvalid` come from the proxy itself, everything below `/api/` from the API behind it.
 */
export function answer(
  request: PublicRequest,
  router: PublicRouter,
  now: Date,
): Reply {
  const route = router.route(hostName(request.host));
  if (route.kind === 'status') return text(route.code, `${route.reason}\n`);

  const { method, path } = request;
  const reads = method === 'GET' || method === 'HEAD';
  if (path === '/checkvalid' && reads) return text(200, 'ok');
  if (path.startsWith('/api/')) {
    if (!router.isReady(route, 'api')) return html(502, BAD_GATEWAY);
    if (path === '/api/__healthcheck' && reads) {
      // With the space of Kasm's own answer: 12 bytes, as its access log shows.
      return { status: 200, type: 'application/json', body: '{"ok": true}' };
    }
    const call = /^\/api\/public\/([a-z_]+)$/.exec(path)?.[1];
    const reply =
      call && method === 'POST'
        ? developerApi(call, request.body, now)
        : undefined;
    // Kasm's single-page application answers whatever the API does not know.
    return reply ?? html(200, LOGIN_PAGE);
  }
  if (!reads) return html(405, '<h1>405 Not Allowed</h1>\n');
  return html(200, LOGIN_PAGE);
}
