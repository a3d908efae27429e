import { BlockList, isIP } from 'node:net';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { resolve } from './references';
import { redirect, type OwnAnswer } from './Route';
import type { RoutedRequest } from './RoutedRequest';
import type { Reference, Router } from './Router';
import { MIDDLEWARES } from './traefikResources';

/** What a chain of middlewares made of a request. */
export interface Passed {
  /** Path as the next one sees it. */
  path: string;
  /** Headers that the answer gets; an empty one takes it away. */
  headers: Record<string, string>;
  /** Answered already. */
  answer?: OwnAnswer;
}

/** The middlewares of a route, in their order; undefined when one of them is not there. */
export function middlewaresOf(
  store: ClusterStore,
  router: Pick<Router, 'namespace' | 'middlewares'>,
  allowCrossNamespace: boolean,
): StoredObject[] | undefined {
  const found: StoredObject[] = [];
  for (const reference of router.middlewares) {
    const resolved = resolve(
      store,
      MIDDLEWARES,
      reference,
      router,
      allowCrossNamespace,
    );
    if ('problem' in resolved) {
      return undefined;
    }
    const { object } = resolved;
    const chained: Reference[] | undefined =
      object.spec?.chain && (object.spec.chain.middlewares ?? []);
    const inner =
      chained &&
      middlewaresOf(
        store,
        { namespace: object.metadata.namespace!, middlewares: chained },
        allowCrossNamespace,
      );
    if (chained && !inner) {
      return undefined;
    }
    found.push(...(inner ?? [object]));
  }
  return found;
}

/** Lets a request through the middlewares; the first that answers ends it. */
export function passThrough(
  middlewares: StoredObject[],
  request: RoutedRequest,
): Passed {
  const passed: Passed = { path: request.path, headers: {} };
  for (const { spec = {} } of middlewares) {
    applyPath(spec, passed);
    Object.assign(passed.headers, spec.headers?.customResponseHeaders);
    passed.answer = answerOf(spec, request, passed.path);
    if (passed.answer) {
      return passed;
    }
  }
  return passed;
}

function applyPath(spec: any, passed: Passed) {
  const prefix = (spec.stripPrefix?.prefixes ?? []).find((each: string) =>
    passed.path.startsWith(each),
  );
  if (prefix) {
    passed.path = passed.path.slice(prefix.length).replace(/^\/*/, '/');
  }
  if (spec.addPrefix?.prefix) {
    passed.path = `${spec.addPrefix.prefix}${passed.path}`;
  }
  if (spec.replacePath?.path) {
    passed.path = spec.replacePath.path;
  }
}

function answerOf(
  spec: any,
  request: RoutedRequest,
  path: string,
): OwnAnswer | undefined {
  if (spec.redirectScheme) {
    const { scheme = 'https', port, permanent = false } = spec.redirectScheme;
    const isSame = (request.entryPoint === 'web') === (scheme === 'http');
    return isSame
      ? undefined
      : redirect(
          request.method,
          locationOf(scheme, request, path, port),
          permanent,
        );
  }
  const allowed: string[] | undefined =
    spec.ipAllowList?.sourceRange ?? spec.ipWhiteList?.sourceRange;
  return allowed && !isAllowed(allowed, request.clientIp)
    ? { kind: 'status', code: 403, reason: 'Forbidden' }
    : undefined;
}

/** The same page elsewhere. */
export function locationOf(
  scheme: string,
  { host, query }: RoutedRequest,
  path: string,
  port?: string,
): string {
  const isUsual = !port || port === (scheme === 'https' ? '443' : '80');
  const search = query.size > 0 ? `?${query}` : '';
  return `${scheme}://${host}${isUsual ? '' : `:${port}`}${path}${search}`;
}

function isAllowed(ranges: string[], clientIp: string): boolean {
  const list = new BlockList();
  for (const range of ranges) {
    const [address, bits] = range.split('/');
    const kind = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, Number(bits ?? (kind === 'ipv4' ? 32 : 128)), kind);
  }
  return list.check(clientIp, isIP(clientIp) === 6 ? 'ipv6' : 'ipv4');
}
