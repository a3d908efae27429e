import { createHash } from 'node:crypto';
import type { StickyCookie } from './Router';
import type { RoutedRequest } from './RoutedRequest';
import type { Server } from './servers';

/** How Traefik names a server in a cookie. */
const nameOf = ({ scheme, address, port }: Server) =>
  createHash('sha256')
    .update(`${scheme}://${address}:${port}`)
    .digest('hex')
    .slice(0, 16);

/** One server of several, and the cookie that keeps the browser with it. */
export interface Chosen {
  server: Server;
  setCookie?: string;
}

/**
 * Chooses a server: the one that the cookie names while it is there, else the next of all.
 *
 * @param turn - counts the choices
 */
export function chooseServer(
  servers: Server[],
  cookie: StickyCookie | undefined,
  request: RoutedRequest,
  turn: number,
): Chosen {
  const next = servers[turn % servers.length];
  if (!cookie) {
    return { server: next };
  }
  const name = cookie.name ?? '_traefik';
  const given = cookiesOf(request).get(name);
  const kept = servers.find(server => nameOf(server) === given);
  return kept
    ? { server: kept }
    : { server: next, setCookie: headerOf(name, cookie, next) };
}

/** The cookies of a request. */
export function cookiesOf({
  headers,
}: Pick<RoutedRequest, 'headers'>): Map<string, string> {
  const lines = [headers.cookie ?? []].flat();
  return new Map(
    lines
      .flatMap(line => line.split(/;\s*/))
      .map(pair => [
        pair.slice(0, pair.indexOf('=')),
        pair.slice(pair.indexOf('=') + 1),
      ]),
  );
}

function headerOf(name: string, cookie: StickyCookie, server: Server): string {
  const { path = '/', domain, maxAge, httpOnly, secure, sameSite } = cookie;
  const written = sameSite
    ? sameSite[0].toUpperCase() + sameSite.slice(1).toLowerCase()
    : undefined;
  return [
    `${name}=${nameOf(server)}`,
    `Path=${path}`,
    ...(domain ? [`Domain=${domain}`] : []),
    ...(maxAge ? [`Max-Age=${maxAge}`] : []),
    ...(httpOnly ? ['HttpOnly'] : []),
    ...(secure ? ['Secure'] : []),
    ...(written ? [`SameSite=${written}`] : []),
  ].join('; ');
}
