import { UnknownFaultError } from '../faults/FaultRegistry';
import { ROUTES, type Controlled, type Route } from './routes';

/** What of a request to the control port decides the answer. */
export interface ControlRequest {
  method: string;
  url: string;
  host: string | undefined;
  origin: string | undefined;
}

/** Status and JSON body of an answer. */
export interface ControlAnswer {
  status: number;
  body: unknown;
}

const ABOUT = {
  what: 'Control of the Kasm sandbox: faults that can be injected and healed, and a day of work that can be played, and how fast time passes.',
  routes: [
    'GET /faults',
    'POST /faults/<id>/inject?target=<deployment>',
    'POST /faults/<id>/heal',
    'POST /heal',
    'GET /deployments',
    'GET /day',
    'POST /day/start?seconds=<number>&target=<deployment>',
    'POST /day/stop',
    'GET /clock',
    'POST /clock/speed?factor=<number>',
    'POST /clock/advance?by=<90s, 15m, 2h, 1d>',
  ],
};

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

const refusal = (status: number, error: string): ControlAnswer => ({
  status,
  body: { error },
});

/** Does what a request asks for, and says so. */
export async function controlAnswer(
  request: ControlRequest,
  controlled: Controlled,
): Promise<ControlAnswer> {
  // A page on the internet must reach this neither by a name that resolves to 127.0.0.1 nor by a form.
  if (!LOOPBACK.test(request.host ?? '')) {
    return refusal(
      403,
      'The control port answers only to Host 127.0.0.1 or localhost',
    );
  }
  if (
    request.origin !== undefined &&
    !LOOPBACK.test(request.origin.replace(/^https?:\/\//, ''))
  ) {
    return refusal(403, 'The control port answers no page of another site');
  }
  if (!URL.canParse(request.url, 'http://control')) {
    return refusal(400, 'This is not a path');
  }
  const { pathname, searchParams } = new URL(request.url, 'http://control');
  if (pathname === '/') return { status: 200, body: ABOUT };
  const found = find(pathname);
  if (!found) {
    return refusal(404, `There is no ${pathname}; ${ABOUT.routes.join(', ')}`);
  }
  const { route, part } = found;
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (method !== route.method) {
    return refusal(405, `${pathname} wants ${route.method}`);
  }
  try {
    const query = (name: string) => searchParams.get(name) || undefined;
    const body = await route.answer(controlled, { part, query });
    return { status: 200, body };
  } catch (error) {
    return refusal(statusOf(error), (error as Error).message);
  }
}

function find(path: string): { route: Route; part: string } | undefined {
  for (const route of ROUTES) {
    const pattern = route.path.replace(/<\w+>/, '([^/]+)');
    const match = new RegExp(`^${pattern}$`).exec(path);
    if (match) return { route, part: match[1] ?? '' };
  }
  return undefined;
}

function statusOf(error: unknown): number {
  if (error instanceof UnknownFaultError) return 404;
  return error instanceof RangeError ? 400 : 409;
}
