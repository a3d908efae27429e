import { quantity } from '../../apiserver/admission/quantity';
import { usageOf } from '../../apiserver/admission/plugins/quotaUsage';
import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { recordEvent } from '../machinery/recordEvent';
import { MACHINES } from './machineResources';
import { actionOf } from './runStrategy';

/** Harvester's note on a machine that it stopped for lack of quota. */
export const INSUFFICIENT_QUOTA = 'harvesterhci.io/insufficient-resource-quota';

/** What of the namespace's quota a machine would exceed. */
function lacking(
  store: ClusterStore,
  machine: StoredObject,
): string | undefined {
  const { limits = {} } = machine.spec.template?.spec?.domain?.resources ?? {};
  for (const quota of store.list('resourcequotas', {
    namespace: machine.metadata.namespace,
  })) {
    const hard: Record<string, string> = quota.spec?.hard ?? {};
    const used = usageOf(store, quota);
    for (const resource of ['cpu', 'memory']) {
      const name = `limits.${resource}`;
      if (
        hard[name] !== undefined &&
        (used[name] ?? 0) + quantity(limits[resource]) > quantity(hard[name])
      ) {
        return resource;
      }
    }
  }
  return undefined;
}

/**
 * Plays Harvester's check before a start: a machine that its namespace has no quota for is halted, with
 * the reason in an annotation that stays until it runs. Returns whether it was.
 */
export function haltBeyondQuota(
  store: ClusterStore,
  clock: Clock,
  machine: StoredObject,
  instance: StoredObject | undefined,
): boolean {
  const { namespace, name, annotations } = machine.metadata;
  if (
    annotations?.[INSUFFICIENT_QUOTA] &&
    instance?.status?.phase === 'Running'
  ) {
    store.update(MACHINES, namespace, name, ({ metadata }) => {
      delete metadata.annotations[INSUFFICIENT_QUOTA];
    });
    return false;
  }
  if (actionOf(machine, instance) !== 'create') {
    return false;
  }
  const resource = lacking(store, machine);
  if (!resource) {
    return false;
  }
  const message = `insufficient ${resource} resources in the resource quota of the namespace`;
  store.update(MACHINES, namespace, name, ({ metadata, spec }) => {
    metadata.annotations = {
      ...metadata.annotations,
      [INSUFFICIENT_QUOTA]: message,
    };
    delete spec.running;
    spec.runStrategy = 'Halted';
  });
  recordEvent(store, clock, machine, {
    type: 'Warning',
    reason: 'InsufficientResourceQuota',
    message: `Set runStrategy to Halted: ${message}`,
    source: 'harvester-vm-controller',
  });
  return true;
}
