import type { KubeError, KubeErrorKind } from '../client/KubeError';
import type { ReflectorState } from './ReflectorOptions';

const ADVICE: Partial<Record<KubeErrorKind, string>> = {
  forbidden: "grant the portal's reader list and watch on it",
  unauthenticated: "renew the portal's reader token",
  notFound:
    'the cluster does not serve this resource, install its CustomResourceDefinition if it is wanted',
  unreachable:
    'check the API server, and the network between it and the portal',
  timeout: 'check the API server, and the network between it and the portal',
};

/** One sentence: what was tried, what came of it, what to do. */
export function reasonOf(error: KubeError): string {
  const advice = ADVICE[error.kind] ?? 'check the API server';
  return `${error.message}; ${advice}`;
}

/** The same when a probe found out. `attempt`: as describeAttempt says it. */
export function blindReason(attempt: string): string {
  return `${attempt} cannot go on, the API does not answer; ${ADVICE.unreachable}`;
}

/** Which state a failure means. `before`: whether the resource was ever read. */
export function stateOf(
  kind: KubeErrorKind,
  before: boolean,
): ReflectorState['state'] {
  switch (kind) {
    case 'forbidden':
    case 'unauthenticated':
      return kind;
    case 'notFound':
      return 'notInstalled';
    case 'unreachable':
    case 'timeout':
    case 'aborted':
      return 'unreachable';
    default:
      return before ? 'stale' : 'unreachable';
  }
}
