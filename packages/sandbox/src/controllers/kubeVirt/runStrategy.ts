import type { StoredObject } from '../../apiserver/ClusterStore';
import { isFinal } from './instanceState';

/** What is asked of a machine besides its strategy. */
interface ChangeRequest {
  action: 'Start' | 'Stop';
  /** Of the instance that is to stop. */
  uid?: string;
}

/** Run strategy of a VirtualMachine, the old `running` included. */
export function runStrategy(machine: StoredObject): string {
  const { runStrategy: strategy, running } = machine.spec;
  return strategy ?? (running ? 'Always' : 'Halted');
}

const requests = (machine: StoredObject): ChangeRequest[] =>
  machine.status?.stateChangeRequests ?? [];

const startRequested = (machine: StoredObject) =>
  requests(machine).some(({ action }) => action === 'Start');
const stopRequested = (machine: StoredObject, instance: StoredObject) =>
  requests(machine).some(
    ({ action, uid }) =>
      action === 'Stop' && (!uid || uid === instance.metadata.uid),
  );

/** Whether a machine is to have an instance. */
export function wantsToRun(
  machine: StoredObject,
  instance: StoredObject | undefined,
): boolean {
  switch (runStrategy(machine)) {
    case 'Always':
      return true;
    case 'RerunOnFailure':
      // It runs until it ends well; then it waits for somebody to start it.
      return instance
        ? instance.status?.phase !== 'Succeeded'
        : startRequested(machine) ||
            machine.status?.runStrategy !== 'RerunOnFailure';
    case 'Once':
      return instance
        ? !isFinal(instance)
        : !machine.status?.created && !machine.status?.startFailure;
    case 'Manual':
      return Boolean(instance) || startRequested(machine);
    default:
      return false;
  }
}

/** What is to be done about a machine's instance. */
export function actionOf(
  machine: StoredObject,
  instance: StoredObject | undefined,
): 'create' | 'delete' | 'nothing' {
  const strategy = runStrategy(machine);
  if (!instance) {
    return wantsToRun(machine, undefined) ? 'create' : 'nothing';
  }
  if (strategy === 'Halted' || stopRequested(machine, instance)) {
    return 'delete';
  }
  const restarts = ['Always', 'RerunOnFailure'].includes(strategy);
  return isFinal(instance) && (restarts || startRequested(machine))
    ? 'delete'
    : 'nothing';
}

/** The requests that are still open when the instance is as it is. */
export function openRequests(
  machine: StoredObject,
  instance: StoredObject | undefined,
): ChangeRequest[] {
  return requests(machine).filter(({ action, uid }) =>
    action === 'Stop'
      ? instance && (!uid || uid === instance.metadata.uid)
      : !instance || instance.metadata.deletionTimestamp || isFinal(instance),
  );
}

/** Milliseconds that a machine still rests before it is started again. */
export function restLeft(machine: StoredObject, now: Date): number {
  const { retryAfterTimestamp } = machine.status?.startFailure ?? {};
  return retryAfterTimestamp
    ? Math.max(0, Date.parse(retryAfterTimestamp) - now.getTime())
    : 0;
}

const STEP_SECONDS = 10;
const LONGEST_REST_SECONDS = 300;

/** How long a machine rests after so many starts in a row that came to nothing, in seconds. */
export const restAfter = (failures: number) =>
  Math.min(failures ** 2 * STEP_SECONDS, LONGEST_REST_SECONDS);
