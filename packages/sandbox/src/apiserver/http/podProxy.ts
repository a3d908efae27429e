import type { StoredObject } from '../ClusterStore';
import { badRequest, methodNotAllowed, StatusError } from '../StatusError';
import type { ResourceRequest } from './ResourceRequest';
import { podStream } from './podStream';
import { sendJson } from './respond';
import { existing } from './write';

/** A GET that the API server passes on into a pod. */
export interface PodRequest {
  scheme: 'http' | 'https';
  /** Undefined when the pod's first one is meant. */
  port?: number;
  /** Below the port, without a leading slash. */
  path: string;
}

/** What a program in a pod answers; undefined where no program of the sandbox listens. */
export type PodPorts = (
  pod: StoredObject,
  asked: PodRequest,
) => { code: number; body: object } | undefined;

/** `https:kasm-pg-1:8000`, `kasm-pg-1:8000`, `kasm-pg-1`. */
const NAME = /^(?:(https?):)?([a-z0-9][-a-z0-9.]*)(?::(\d+)?)?$/;

/** Passes a GET on to one of the few ports that the sandbox has; any other is refused as before. */
export function podProxy(asked: ResourceRequest): void {
  const [, scheme, name, port] = NAME.exec(asked.name ?? '') ?? [];
  if (name === undefined) {
    throw badRequest(`invalid pod request "${asked.name}"`);
  }
  const inPod = { ...asked, name };
  if (asked.request.method !== 'GET') {
    throw methodNotAllowed();
  }
  const pod = existing(inPod);
  const answer = asked.podPorts?.(pod, {
    scheme: scheme === 'https' ? 'https' : 'http',
    ...(port ? { port: Number(port) } : {}),
    path: (asked.subresource ?? '').split('/').slice(1).join('/'),
  });
  if (!answer) {
    podStream(inPod);
  }
  if (answer.code >= 500) {
    throw new StatusError(
      503,
      'ServiceUnavailable',
      `error trying to reach service: dial tcp ${
        pod.status?.podIP ?? '10.42.0.1'
      }:${port}: connect: connection refused`,
      {},
    );
  }
  sendJson(asked.response, answer.code, answer.body);
}
