import type { Clock } from '../../Clock';
import type {
  ClusterStore,
  NewObject,
  StoredObject,
} from '../../apiserver/ClusterStore';
import { recordEvent } from '../machinery/recordEvent';

/** The controllers that make pods, as their events call them. */
export type PodMaker =
  | 'replicaset-controller'
  | 'daemonset-controller'
  | 'statefulset-controller'
  | 'job-controller';

/** A pod that was made, or the server's words when it refused it. */
export type Creation = { pod: StoredObject } | { refused: string };

/** Makes a pod for its owner and says so in an event, whether it was taken or refused. */
export function createPod(
  store: ClusterStore,
  clock: Clock,
  owner: StoredObject,
  pod: NewObject,
  source: PodMaker,
): Creation {
  const { name } = pod.metadata;
  const inOrder = source === 'statefulset-controller';
  const { kind } = owner;
  try {
    const made = store.create(pod);
    recordEvent(store, clock, owner, {
      reason: 'SuccessfulCreate',
      message: inOrder
        ? `create Pod ${name} in ${kind} ${owner.metadata.name} successful`
        : `Created pod: ${name}`,
      source,
    });
    return { pod: made };
  } catch (error) {
    const refused = error instanceof Error ? error.message : String(error);
    recordEvent(store, clock, owner, {
      type: 'Warning',
      reason: 'FailedCreate',
      message: inOrder
        ? `create Pod ${name} in ${kind} ${owner.metadata.name} failed error: ${refused}`
        : `Error creating: ${refused}`,
      source,
    });
    return { refused };
  }
}

const FIRST_RETRY = 1000;
const LONGEST_RETRY = 16_000;

/** How long a controller waits before it tries again what was refused: longer each time. */
export class Retries {
  private readonly failures = new Map<string, number>();

  /** Milliseconds until the next try, after one more refusal. */
  next(uid: string): number {
    const failures = this.failures.get(uid) ?? 0;
    this.failures.set(uid, failures + 1);
    return Math.min(FIRST_RETRY * 2 ** failures, LONGEST_RETRY);
  }

  /** It worked, or is gone. */
  forget(uid: string): void {
    this.failures.delete(uid);
  }
}
