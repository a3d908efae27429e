import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { timestamp, type Condition } from '../machinery/conditions';
import { replaceStatus } from '../machinery/replaceStatus';
import type { ReconcileKey } from '../machinery/startReconciler';
import { hasRun, isFinal } from './instanceState';
import { diskFacts } from './machineDisks';
import { INSTANCES, MACHINES } from './machineResources';
import { machineStatus } from './machineState';
import { openRequests, runStrategy } from './runStrategy';

/**
 * Writes the status of a machine.
 *
 * @param seen - the instance before anything was done about it
 * @param failure - why nothing could be done about it
 */
export function reportMachine(
  store: ClusterStore,
  clock: Clock,
  { namespace, name }: ReconcileKey,
  seen: StoredObject | undefined,
  failure: string | undefined,
) {
  const machine = store.get(MACHINES, namespace, name);
  if (!machine) {
    return;
  }
  const instance = store.get(INSTANCES, namespace, name);
  const now = clock.now();
  const status = machineStatus(
    machine,
    instance,
    diskFacts(store, machine),
    now,
    failure,
  );
  const { startFailure, created } = machine.status ?? {};
  const open = openRequests(machine, instance);
  const runs = instance && !isFinal(instance) && hasRun(instance);
  const had: Condition[] = machine.status?.conditions ?? [];
  replaceStatus(store, MACHINES, machine, {
    ...status,
    // What ran once has been created, whatever became of it.
    ...(created && runStrategy(machine) === 'Once' ? { created: true } : {}),
    ...(instance || seen || machine.status?.runStrategy
      ? { runStrategy: runStrategy(machine) }
      : {}),
    ...(startFailure && !runs ? { startFailure } : {}),
    ...(open.length > 0 ? { stateChangeRequests: open } : {}),
    conditions: status.conditions.map(condition => ({
      ...condition,
      lastTransitionTime:
        condition.lastTransitionTime ??
        had.find(
          ({ type, status: before }) =>
            type === condition.type && before === condition.status,
        )?.lastTransitionTime ??
        timestamp(now),
    })),
  });
}
