import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Access } from '../access/Access';
import { forbidden } from '../access/forbidden';
import {
  MACHINE_ACTIONS,
  machineAction,
  servesMachines,
} from './machineAction';
import { notFoundPath } from './notFoundPath';
import { isBuiltInGroup } from './discoveredGroups';
import { resourceNotFound } from '../StatusError';
import type { ServedStore } from '../store/ServedStore';
import type { PodPorts } from './podProxy';
import { routePath } from './routePath';
import { sendError } from './respond';
import { review, reviewKind } from './reviews';
import { routeResource } from './routeResource';
import { readTarget, requestAttributes } from './target';
import { refuse } from '../weather/refuse';
import type { Weather } from '../weather/Weather';

/** What every request meets. */
export interface Served {
  store: ServedStore;
  access: Access;
  weather: Weather;
  /** What listens in pods. */
  podPorts?: PodPorts;
}

async function answer(
  { store, access, weather, podPorts }: Served,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'https://127.0.0.1');
  const query = url.searchParams;
  if (refuse(weather, { path: url.pathname, query }, response)) return;
  const user = access.authenticate(request.headers);
  const { target, query: asked } = readTarget(url);
  const attributes = requestAttributes(
    request.method ?? 'GET',
    target,
    url.pathname,
    asked,
  );
  const { allowed, reason } = access.authorizer.decide(user, attributes);
  if (weather === 'forbidden' || !allowed) {
    throw forbidden(user, attributes, reason);
  }
  const reviewed = reviewKind(target);
  if (reviewed) {
    const { namespace } = target!;
    await review(reviewed, { access, user, namespace }, request, response);
    return;
  }
  if (!target) {
    routePath(store.registry, url.pathname, asked, request, response);
    return;
  }
  const { group, version, resource } = target;
  if (group === MACHINE_ACTIONS && servesMachines(store)) {
    await machineAction(store, target, request, response);
    return;
  }
  const kind = store.registry.find(group, version, resource);
  if (!kind) {
    if (isBuiltInGroup(store.registry, group)) {
      throw resourceNotFound();
    }
    notFoundPath(response);
    return;
  }
  await routeResource({
    store,
    user,
    access,
    kind,
    namespace: target.namespace,
    name: target.name,
    subresource: target.subresource,
    query: asked,
    request,
    response,
    podPorts,
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
