import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { controlledBy } from '../machinery/ownerReference';
import { recordEvent } from '../machinery/recordEvent';
import { ownerKeys, startReconciler } from '../machinery/startReconciler';
import { CLAIMS, DATA_VOLUMES } from './machineResources';
import { OneStepAtATime } from './OneStepAtATime';

/** How much of a disk is filled with each step, and what a step takes. */
const SHARE = 25;
const STEP = 500;

/**
 * Plays CDI: the claim of a DataVolume is made and filled, unless its source cannot be had.
 *
 * @param unreachable - why nothing can be had from a URL, for faults
 */
export function startDataVolumes(
  store: ClusterStore,
  clock: Clock,
  unreachable: (url: string) => string | undefined,
): () => void {
  const steps = new OneStepAtATime(clock);

  function getOn(volume: StoredObject) {
    const { namespace, name } = volume.metadata;
    const { phase, progress } = volume.status ?? {};
    const set = (status: object) =>
      store.updateStatus(DATA_VOLUMES, namespace, name, old =>
        Object.assign(old, status),
      );
    const claim =
      store.get(CLAIMS, namespace, name) ?? store.create(claimOf(volume));
    const why = unreachable(volume.spec.source?.http?.url ?? '');
    if (why && phase !== 'Failed') {
      recordEvent(store, clock, volume, {
        type: 'Warning',
        reason: 'Error',
        message: `Unable to process data: ${why}`,
        source: 'datavolume-import-controller',
      });
    }
    if (why) {
      set({ phase: 'Failed' });
    } else if (claim.status?.phase !== 'Bound') {
      set({ phase: 'Pending', progress: 'N/A' });
    } else {
      const done = Number.parseInt(progress, 10) || 0;
      set(
        phase === 'ImportInProgress' && done >= 100
          ? { phase: 'Succeeded', progress: '100.0%' }
          : {
              phase: 'ImportInProgress',
              progress: `${Math.min(100, done + SHARE)}.0%`,
            },
      );
    }
  }

  const reconciler = startReconciler(
    clock,
    [
      { store, resource: DATA_VOLUMES },
      { store, resource: CLAIMS, keys: ownerKeys('DataVolume') },
    ],
    (key, { lookAfter }) => {
      const read = () => store.get(DATA_VOLUMES, key.namespace, key.name);
      if (!read() || read()!.status?.phase === 'Succeeded') {
        return;
      }
      steps.plan(key, STEP, () => {
        const volume = read();
        if (volume) {
          getOn(volume);
          // A step that changed nothing is tried again all the same.
          lookAfter(key, STEP);
        }
      });
    },
  );
  return () => {
    reconciler.stop();
    steps.stop();
  };
}

function claimOf(volume: StoredObject) {
  const { namespace, name } = volume.metadata;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace, ownerReferences: [controlledBy(volume)] },
    spec: {
      accessModes: ['ReadWriteOnce'],
      ...(volume.spec.pvc ?? volume.spec.storage),
    },
  };
}
