import type { KubeObject } from '../client/KubeClient';

/** A pod as far as these tests look at it. */
export function pod(
  name: string,
  resourceVersion: number,
  phase = 'Running',
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'kasm',
      uid: `uid-${name}`,
      resourceVersion: String(resourceVersion),
    },
    status: { phase },
  };
}

/** A list as a server sends it. */
export function listOf(
  items: KubeObject[],
  resourceVersion: number,
  more?: string,
) {
  return {
    apiVersion: 'v1',
    kind: 'PodList',
    metadata: { resourceVersion: String(resourceVersion), continue: more },
    items,
  };
}

/** An error as a server sends it. */
export function statusOf(
  code: number,
  reason: string,
  message: string,
  details?: object,
) {
  return {
    apiVersion: 'v1',
    kind: 'Status',
    status: 'Failure',
    code,
    reason,
    message,
    details,
  };
}
