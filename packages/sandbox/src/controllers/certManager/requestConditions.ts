import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import {
  isTrue,
  timestamp,
  withCondition,
  type Condition,
} from '../machinery/conditions';
import { recordEvent } from '../machinery/recordEvent';
import { REQUESTS } from './certificateResources';

/** Who speaks of signatures. */
export const SIGNER = 'cert-manager-certificaterequests-issuer-vault';

/** One condition of an object. */
export const conditionOf = (
  object: StoredObject | undefined,
  type: string,
): Condition | undefined =>
  object?.status?.conditions?.find((each: Condition) => each.type === type);

/** Says something about a request. */
export function mark(
  store: ClusterStore,
  clock: Clock,
  { metadata }: StoredObject,
  condition: Condition,
  more: object = {},
): StoredObject | undefined {
  return store.updateStatus(
    REQUESTS,
    metadata.namespace,
    metadata.name,
    status => {
      status.conditions = withCondition(
        status.conditions,
        condition,
        clock.now(),
      );
      Object.assign(status, more);
    },
  );
}

/** Says that a request has failed for good. */
export function markFailed(
  store: ClusterStore,
  clock: Clock,
  request: StoredObject,
  reason: 'Failed' | 'Denied',
  message: string,
): void {
  mark(
    store,
    clock,
    request,
    { type: 'Ready', status: 'False', reason, message },
    { failureTime: request.status?.failureTime ?? timestamp(clock.now()) },
  );
}

/** Says that a request waits, and tells it once. */
export function markPending(
  store: ClusterStore,
  clock: Clock,
  request: StoredObject,
  reason: string,
  message: string,
): void {
  if (conditionOf(request, 'Ready')?.message === message) {
    return;
  }
  mark(store, clock, request, {
    type: 'Ready',
    status: 'False',
    reason: 'Pending',
    message,
  });
  recordEvent(store, clock, request, { reason, message, source: SIGNER });
}

/** Says that nobody will sign a request, and tells it. */
export function markRefused(
  store: ClusterStore,
  clock: Clock,
  request: StoredObject,
  message: string,
): void {
  recordEvent(store, clock, request, {
    type: 'Warning',
    reason: 'SigningError',
    message,
    source: SIGNER,
  });
  markFailed(store, clock, request, 'Failed', message);
}

/** Why a request has failed for good: the condition that says so. */
export function failureOf(request: StoredObject): Condition | undefined {
  const denied = conditionOf(request, 'Denied');
  const invalid = conditionOf(request, 'InvalidRequest');
  const ready = conditionOf(request, 'Ready');
  return (
    [denied, invalid].find(each => each?.status === 'True') ??
    (ready?.reason === 'Failed' ? ready : undefined)
  );
}

/** Whether nothing more will happen to a request. */
export const isConcluded = (request: StoredObject) =>
  isTrue(request, 'Ready') ||
  Boolean(failureOf(request) && request.status?.failureTime);
