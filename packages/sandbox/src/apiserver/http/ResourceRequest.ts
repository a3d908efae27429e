import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Access } from '../access/Access';
import type { User } from '../access/authorize';
import type { ResourceKind } from '../resources/ResourceKind';
import type { PodPorts } from './podProxy';
import type { ServedStore } from '../store/ServedStore';

/** One request for a resource that this cluster has, by a user who may. */
export interface ResourceRequest {
  store: ServedStore;
  user: User;
  access: Access;
  kind: ResourceKind;
  namespace?: string;
  name?: string;
  subresource?: string;
  query: URLSearchParams;
  request: IncomingMessage;
  response: ServerResponse;
  podPorts?: PodPorts;
}
