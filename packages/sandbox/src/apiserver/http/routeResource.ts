import { methodNotAllowed, resourceNotFound } from '../StatusError';
import { eviction } from './eviction';
import { list } from './list';
import { patch } from './patch';
import { podLog } from './podLog';
import { podProxy } from './podProxy';
import { podStream, podStreams } from './podStream';
import { remove, removeCollection } from './remove';
import type { ResourceRequest } from './ResourceRequest';
import { scale } from './scale';
import { asksToWatch } from './target';
import { tokenRequest } from './tokenRequest';
import { watch } from './watch';
import { create, existing, sendObject, update } from './write';

async function routeCollection(asked: ResourceRequest): Promise<void> {
  const { kind, query, namespace } = asked;
  switch (asked.request.method) {
    case 'GET':
      return asksToWatch(query) ? watch(asked) : list(asked);
    case 'POST':
      if (kind.namespaced && !namespace) {
        throw methodNotAllowed();
      }
      return create(asked);
    case 'DELETE':
      if (
        !kind.verbs.includes('deletecollection') ||
        (kind.namespaced && !namespace)
      ) {
        throw methodNotAllowed();
      }
      return removeCollection(asked);
    default:
      throw methodNotAllowed();
  }
}

async function routeObject(asked: ResourceRequest): Promise<void> {
  switch (asked.request.method) {
    case 'GET':
      return sendObject(asked, 200, existing(asked));
    case 'PUT':
      return update(asked);
    case 'PATCH':
      return patch(asked);
    case 'DELETE':
      if (asked.subresource) {
        throw methodNotAllowed();
      }
      return remove(asked);
    default:
      throw methodNotAllowed();
  }
}

async function readLog(asked: ResourceRequest): Promise<void> {
  if (asked.request.method !== 'GET') {
    throw methodNotAllowed();
  }
  return podLog(asked);
}

/** Subresources that only one kind has. */
const SUBRESOURCES: Record<
  string,
  Record<string, (asked: ResourceRequest) => void | Promise<void>>
> = {
  pods: {
    log: readLog,
    eviction,
    proxy: podProxy,
    ...Object.fromEntries(podStreams.map(name => [name, podStream])),
  },
  serviceaccounts: { token: tokenRequest },
};

/** Sends a request on to what answers it. */
export async function routeResource(asked: ResourceRequest): Promise<void> {
  const { kind, name, namespace, subresource } = asked;
  if (kind.namespaced ? name && !namespace : namespace) {
    throw resourceNotFound();
  }
  if (!name) {
    return routeCollection(asked);
  }
  if (!subresource || (subresource === 'status' && kind.hasStatus)) {
    return routeObject(asked);
  }
  if (subresource === 'scale' && kind.scale) {
    return scale(asked, kind.scale);
  }
  const part = SUBRESOURCES[kind.resource]?.[subresource.split('/')[0]];
  if (!part) {
    throw resourceNotFound();
  }
  return part(asked);
}
