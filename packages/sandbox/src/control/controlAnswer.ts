import { UnknownFaultError, type FaultRegistry } from '../faults/FaultRegistry';

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
  what: 'Control of the Kasm sandbox: faults that can be injected and healed.',
  routes: [
    'GET /faults',
    'POST /faults/<id>/inject?target=<deployment>',
    'POST /faults/<id>/heal',
    'POST /heal',
  ],
};

function refusal(status: number, error: string): ControlAnswer {
  return { status, body: { error } };
}

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/** Does what a request asks for, and says so. */
export function controlAnswer(
  request: ControlRequest,
  faults: FaultRegistry,
): ControlAnswer {
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
  const target = searchParams.get('target') || undefined;
  const action = /^\/faults\/([^/]+)\/(inject|heal)$/.exec(pathname);
  const changes = action !== null || pathname === '/heal';
  if (!changes && pathname !== '/' && pathname !== '/faults') {
    return refusal(404, `There is no ${pathname}; ${ABOUT.routes.join(', ')}`);
  }
  const wanted = changes ? ['POST'] : ['GET', 'HEAD'];
  if (!wanted.includes(request.method)) {
    return refusal(405, `${pathname} wants ${wanted[0]}`);
  }

  if (pathname === '/') return { status: 200, body: ABOUT };
  if (pathname === '/faults') return { status: 200, body: faults.list() };
  try {
    if (!action) return { status: 200, body: faults.heal() };
    const [, id, verb] = action;
    const fault =
      verb === 'inject' ? faults.inject(id, target) : faults.heal(id)[0];
    return { status: 200, body: fault };
  } catch (error) {
    return refusal(
      error instanceof UnknownFaultError ? 404 : 409,
      (error as Error).message,
    );
  }
}
