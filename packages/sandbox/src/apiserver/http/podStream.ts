import { badRequest, StatusError } from '../StatusError';
import type { ResourceRequest } from './ResourceRequest';
import { existing } from './write';

/** What would lead into a container. */
export const podStreams = ['attach', 'exec', 'portforward'];

/** Refuses exec, attach and port-forward, and most of proxy: they have nothing to lead to here. */
export function podStream(asked: ResourceRequest): never {
  const pod = existing(asked);
  if (!pod.spec?.nodeName) {
    throw badRequest(`pod ${asked.name} does not have a host assigned`);
  }
  throw new StatusError(
    405,
    'MethodNotAllowed',
    'the sandbox runs no processes: exec, attach, cp, port-forward and proxy have nothing to connect to',
    {},
  );
}
