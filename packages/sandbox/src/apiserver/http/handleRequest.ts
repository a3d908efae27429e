import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Authorize, TokenUser, User } from '../access/authorize';
import { forbidden, unauthorized } from '../access/forbidden';
import { notFoundPath } from './notFoundPath';
import { resourceNotFound } from '../StatusError';
import type { ServedStore } from '../store/ServedStore';
import { routePath } from './routePath';
import { sendError } from './respond';
import { review, reviewKind } from './reviews';
import { routeResource } from './routeResource';
import { requestAttributes, resourceTarget } from './target';
import type { Weather } from './Weather';

/** What every request meets. */
export interface Served {
  store: ServedStore;
  users: TokenUser[];
  authorize: Authorize;
  weather: Weather;
}

const ANONYMOUS: User = {
  name: 'system:anonymous',
  groups: ['system:unauthenticated'],
};

function authenticate(users: TokenUser[], request: IncomingMessage): User {
  const header = request.headers.authorization;
  if (!header) {
    return ANONYMOUS;
  }
  const token = /^Bearer\s+(\S+)$/i.exec(header)?.[1];
  const user = users.find(known => known.token === token);
  if (!user) {
    throw unauthorized();
  }
  const wanted = request.headers['impersonate-user'];
  if (!wanted) {
    return user;
  }
  const attributes = {
    verb: 'impersonate',
    group: '',
    version: 'v1',
    resource: 'users',
    name: String(wanted),
  };
  if (user.access !== 'admin') {
    throw forbidden(user, attributes);
  }
  return (
    users.find(({ name }) => name === wanted) ?? {
      name: String(wanted),
      groups: ['system:authenticated'],
    }
  );
}

async function answer(
  { store, users, authorize, weather }: Served,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'https://127.0.0.1');
  const query = url.searchParams;
  if (weather === 'unauthorized') {
    throw unauthorized();
  }
  const user = authenticate(users, request);
  const target = resourceTarget(url.pathname);
  const attributes = requestAttributes(
    request.method ?? 'GET',
    target,
    url.pathname,
    query,
  );
  if (weather === 'forbidden' || !authorize(user, attributes).allowed) {
    throw forbidden(user, attributes);
  }
  const reviewed = reviewKind(target);
  if (reviewed) {
    await review(
      reviewed,
      user,
      { authorize, registry: store.registry },
      request,
      response,
    );
    return;
  }
  if (!target) {
    routePath(store.registry, url.pathname, request, response);
    return;
  }
  const { group, version, resource } = target;
  const kind = store.registry.find(group, version, resource);
  if (!kind) {
    const served = store.registry
      .groupVersions()
      .some(known => known.group === group && known.version === version);
    if (served || group === '') {
      throw resourceNotFound();
    }
    notFoundPath(response);
    return;
  }
  await routeResource({
    store,
    user,
    kind,
    namespace: target.namespace,
    name: target.name,
    subresource: target.subresource,
    query,
    request,
    response,
  });
}

/** Answers one request; never throws. */
export function handleRequest(
  served: Served,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  answer(served, request, response).catch(error => {
    sendError(response, error);
  });
}
