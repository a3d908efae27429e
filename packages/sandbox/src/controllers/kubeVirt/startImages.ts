import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { isTrue, timestamp, withCondition } from '../machinery/conditions';
import { startReconciler } from '../machinery/startReconciler';
import type { MachineDisturbances } from './machineDisturbances';
import { IMAGES } from './machineResources';
import { OneStepAtATime } from './OneStepAtATime';

const CLASSES = 'storageclasses.storage.k8s.io';
/** How much of an image is there with each step, in percent, and what a step takes. */
const SHARE = 10;
const STEP = 500;
/** From a download that failed to the next try. */
const TRYING_AGAIN = 10_000;
const SIZE = 624_000_000;
const VIRTUAL_SIZE = 3_758_096_384;

/** The class whose volumes begin as copies of an image. */
export const classOf = (image: StoredObject): string =>
  image.status?.storageClassName ?? `longhorn-${image.metadata.name}`;

/** Plays Harvester's images: downloaded step by step, and then a StorageClass of their own. */
export function startImages(
  store: ClusterStore,
  clock: Clock,
  { images }: Pick<MachineDisturbances, 'images'>,
): () => void {
  const steps = new OneStepAtATime(clock);

  function getOn(image: StoredObject) {
    const { namespace, name } = image.metadata;
    const why = images.get(`${namespace}/${name}`);
    const progress = why
      ? 0
      : Math.min(100, (image.status?.progress ?? 0) + SHARE);
    const now = clock.now();
    store.update(IMAGES, namespace, name, copy => {
      const before = copy.status ?? {};
      const soFar = progress < 100 ? ('Unknown' as const) : ('True' as const);
      const imported = {
        type: 'Imported',
        status: why ? ('False' as const) : soFar,
        ...(why ? { reason: 'ImportFailed', message: why } : {}),
      };
      copy.status = {
        ...before,
        progress,
        ...(why
          ? {
              failed: (before.failed ?? 0) + 1,
              lastFailedTime: timestamp(now),
            }
          : { storageClassName: classOf(image) }),
        ...(progress < 100 ? {} : { size: SIZE, virtualSize: VIRTUAL_SIZE }),
        conditions: withCondition(
          withCondition(
            before.conditions,
            { type: 'Initialized', status: 'True' },
            now,
          ),
          imported,
          now,
        ),
      };
    });
  }

  const reconciler = startReconciler(
    clock,
    [{ store, resource: IMAGES }],
    key => {
      const read = () => store.get(IMAGES, key.namespace, key.name);
      const image = read();
      if (!image || image.metadata.deletionTimestamp) {
        return;
      }
      if (isTrue(image as any, 'Imported')) {
        addClass(store, image);
        return;
      }
      const failed = (image.status?.conditions ?? []).some(
        (each: { type: string; status: string }) =>
          each.type === 'Imported' && each.status === 'False',
      );
      steps.plan(key, failed ? TRYING_AGAIN : STEP, () => {
        const now = read();
        if (now) {
          getOn(now);
        }
      });
    },
  );
  return () => {
    reconciler.stop();
    steps.stop();
  };
}

function addClass(store: ClusterStore, image: StoredObject) {
  const name = classOf(image);
  if (store.get(CLASSES, undefined, name)) {
    return;
  }
  store.create({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name },
    provisioner: 'driver.longhorn.io',
    parameters: {
      backingImage: `vmi-${image.metadata.uid}`,
      migratable: 'true',
      numberOfReplicas: '3',
      staleReplicaTimeout: '30',
    },
    allowVolumeExpansion: true,
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'Immediate',
  });
}
