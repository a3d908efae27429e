import type { StoredObject } from '../ClusterStore';
import { DEFINITIONS } from '../resources/definitions';
import type { ResourceKind } from '../resources/ResourceKind';
import { terminatingDefinition } from '../resources/definitionStatus';
import { copy } from './json';
import type { DeleteOptions } from './ServedStore';

const ORPHAN = 'orphan';
const FOREGROUND = 'foregroundDeletion';
const DEFAULT_GRACE_SECONDS = 30;

/** RFC 3339 with whole seconds. */
const timestamp = (milliseconds: number) =>
  `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

/** Whether something keeps an object that is being deleted. */
export function isHeld(kind: ResourceKind, object: StoredObject): boolean {
  const { finalizers, deletionGracePeriodSeconds } = object.metadata;
  return Boolean(
    finalizers?.length ||
      (kind.resource === 'namespaces' && object.spec?.finalizers?.length) ||
      (deletionGracePeriodSeconds && deletionGracePeriodSeconds > 0),
  );
}

/**
 * An object as it is after a request to delete it; the very same when that changes nothing. It goes at
 * once unless something holds it.
 */
export function afterDeletion(
  kind: ResourceKind,
  before: StoredObject,
  options: DeleteOptions,
  now: Date,
): StoredObject {
  const after = copy(before);
  const { metadata } = after;
  const finalizers = finalizersUnder(before, options.propagationPolicy);
  metadata.finalizers = finalizers.length > 0 ? finalizers : undefined;
  if (kind.resource === 'pods') {
    shortenGrace(after, options.gracePeriodSeconds, now);
  } else if (kind.resource === 'namespaces') {
    metadata.deletionTimestamp ??= timestamp(now.getTime());
    after.status = { ...after.status, phase: 'Terminating' };
  } else if (kind.resource === DEFINITIONS) {
    return terminatingDefinition(after, timestamp(now.getTime()));
  } else if (finalizers.length > 0) {
    metadata.deletionTimestamp ??= timestamp(now.getTime());
    metadata.deletionGracePeriodSeconds ??= 0;
  }
  return after;
}

/** A pod that is dying already may only be given less time. */
function shortenGrace(
  pod: StoredObject,
  asked: number | undefined,
  now: Date,
): void {
  const { metadata } = pod;
  if (metadata.deletionTimestamp) {
    const left = metadata.deletionGracePeriodSeconds ?? 0;
    if (asked !== undefined && asked < left) {
      metadata.deletionTimestamp = timestamp(
        Date.parse(metadata.deletionTimestamp) + (asked - left) * 1000,
      );
      metadata.deletionGracePeriodSeconds = asked;
    }
    return;
  }
  const seconds = graceOf(pod, asked);
  metadata.deletionTimestamp = timestamp(now.getTime() + seconds * 1000);
  metadata.deletionGracePeriodSeconds = seconds;
}

/** What never ran, or has ended, needs no time to end. */
function graceOf(pod: StoredObject, asked: number | undefined): number {
  if (
    !pod.spec?.nodeName ||
    ['Succeeded', 'Failed'].includes(pod.status?.phase)
  ) {
    return 0;
  }
  const seconds =
    asked ?? pod.spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS;
  return seconds < 0 ? 1 : seconds;
}

/** A policy that is asked for replaces the one that was; none leaves it. */
function finalizersUnder(
  { metadata }: StoredObject,
  policy: DeleteOptions['propagationPolicy'],
): string[] {
  const finalizers = metadata.finalizers ?? [];
  if (!policy) {
    return finalizers;
  }
  const wanted = { Orphan: ORPHAN, Foreground: FOREGROUND, Background: '' }[
    policy
  ];
  return [
    ...finalizers.filter(
      item => item === wanted || (item !== ORPHAN && item !== FOREGROUND),
    ),
    ...(wanted && !finalizers.includes(wanted) ? [wanted] : []),
  ];
}
