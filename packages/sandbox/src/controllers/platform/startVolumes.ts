import { quantity } from '../../apiserver/admission/quantity';
import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { withCondition, withoutCondition } from '../machinery/conditions';
import { recordEvent } from '../machinery/recordEvent';
import { ownKey, startReconciler } from '../machinery/startReconciler';
import { newVolume } from './newVolume';
import {
  noVolumeDisturbances,
  type VolumeDisturbances,
} from './volumeDisturbances';

const CLAIMS = 'persistentvolumeclaims';
const VOLUMES = 'persistentvolumes';
const CLASSES = 'storageclasses.storage.k8s.io';
const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
const BINDER = 'persistentvolume-controller';
/** How often a driver tries again what it could not do. */
const TRYING_AGAIN = 15_000;
/** What making a disk larger takes. */
const RESIZING = 1000;

/** The controllers of volumes and the CSI drivers of one cluster. */
export interface Volumes {
  /** Looks at every claim that has no volume, now. */
  lookAtPending(): void;
  stop(): void;
}

/**
 * Plays the volume controllers and the CSI drivers: a claim gets a volume of its class, at once or when
 * its pod has a node, and a larger one when it asks for more.
 */
export function startVolumes(
  store: ClusterStore,
  clock: Clock,
  { unprovisionable }: VolumeDisturbances = noVolumeDisturbances(),
): Volumes {
  const pending = new Map<string, StoredObject>();
  /** What takes back the growth of claims that is under way, by their uid. */
  const growing = new Map<string, () => void>();

  function tell(
    claim: StoredObject,
    reason: string,
    message: string,
    source: string,
    type: 'Normal' | 'Warning' = 'Normal',
  ) {
    recordEvent(store, clock, claim, { type, reason, message, source });
  }

  /** Why the claim has to wait, as said in its events; undefined when it may have its volume. */
  function mustWait(claim: StoredObject): 'always' | 'again' | undefined {
    const name: string | undefined = claim.spec.storageClassName;
    if (!name) {
      const message =
        'no persistent volumes available for this claim and no storage class is set';
      tell(claim, 'FailedBinding', message, BINDER);
      return 'always';
    }
    const chosen = store.get(CLASSES, undefined, name);
    if (!chosen) {
      const message = `storageclass.storage.k8s.io "${name}" not found`;
      tell(claim, 'ProvisioningFailed', message, BINDER, 'Warning');
      return 'again';
    }
    const selected = claim.metadata.annotations?.[SELECTED_NODE];
    if (
      chosen.volumeBindingMode === 'WaitForFirstConsumer' &&
      selected === undefined
    ) {
      const message = 'waiting for first consumer to be created before binding';
      tell(claim, 'WaitForFirstConsumer', message, BINDER);
      return 'always';
    }
    const { provisioner } = chosen;
    const place = `"${claim.metadata.namespace}/${claim.metadata.name}"`;
    tell(
      claim,
      'ExternalProvisioning',
      `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`,
      BINDER,
    );
    tell(
      claim,
      'Provisioning',
      `External provisioner is provisioning volume for claim ${place}`,
      provisioner,
    );
    const trouble = unprovisionable.get(name);
    if (trouble) {
      const message = `failed to provision volume with StorageClass "${name}": ${trouble}`;
      tell(claim, 'ProvisioningFailed', message, provisioner, 'Warning');
      return 'again';
    }
    return undefined;
  }

  function bind(claim: StoredObject) {
    const { namespace, name } = claim.metadata;
    const chosen = store.get(CLASSES, undefined, claim.spec.storageClassName)!;
    const volume =
      store.get(VOLUMES, undefined, claim.spec.volumeName) ??
      store.create(newVolume(claim, chosen));
    store.update(CLAIMS, namespace, name, copy => {
      copy.spec.volumeName = volume.metadata.name;
    });
    store.updateStatus(VOLUMES, undefined, volume.metadata.name, status => {
      status.phase = 'Bound';
    });
    store.updateStatus(CLAIMS, namespace, name, status =>
      Object.assign(status, {
        phase: 'Bound',
        accessModes: claim.spec.accessModes,
        capacity: volume.spec.capacity,
      }),
    );
    tell(
      claim,
      'ProvisioningSucceeded',
      `Successfully provisioned volume ${volume.metadata.name}`,
      chosen.provisioner,
    );
  }

  /** Makes the volume of a bound claim larger when that asks for more. */
  function grow(claim: StoredObject) {
    const { namespace, name, uid } = claim.metadata;
    const asked = claim.spec.resources?.requests?.storage;
    if (
      growing.has(uid) ||
      quantity(asked) <= quantity(claim.status.capacity?.storage)
    ) {
      return;
    }
    store.updateStatus(CLAIMS, namespace, name, status => {
      status.conditions = withCondition(
        status.conditions,
        { type: 'Resizing', status: 'True', lastProbeTime: null },
        clock.now(),
      );
    });
    const message = `External resizer is resizing volume ${claim.spec.volumeName}`;
    tell(claim, 'Resizing', message, 'external-resizer');
    const cancel = clock.after(RESIZING, () => {
      growing.delete(uid);
      grown(claim, asked);
    });
    growing.set(uid, cancel);
  }

  function grown(claim: StoredObject, asked: string) {
    const { namespace, name } = claim.metadata;
    store.update(VOLUMES, undefined, claim.spec.volumeName, copy => {
      copy.spec.capacity = { storage: asked };
    });
    store.updateStatus(CLAIMS, namespace, name, status => {
      const left = withoutCondition(status.conditions, 'Resizing');
      status.capacity = { ...status.capacity, storage: asked };
      if (left.length > 0) {
        status.conditions = left;
      } else {
        delete status.conditions;
      }
    });
    const message = 'MountVolume.NodeExpandVolume succeeded for volume';
    tell(claim, 'FileSystemResizeSuccessful', message, 'kubelet');
  }

  const reconciler = startReconciler(
    clock,
    [{ store, resource: CLAIMS }],
    (key, looks) => {
      const id = `${key.namespace}/${key.name}`;
      const claim = store.get(CLAIMS, key.namespace, key.name);
      pending.delete(id);
      if (!claim || claim.metadata.deletionTimestamp) {
        return;
      }
      if (claim.status?.phase === 'Bound') {
        grow(claim);
        return;
      }
      if (claim.status?.phase === undefined) {
        store.updateStatus(CLAIMS, key.namespace, key.name, status => {
          status.phase = 'Pending';
        });
      }
      const wait = mustWait(claim);
      if (!wait) {
        bind(claim);
        return;
      }
      pending.set(id, claim);
      if (wait === 'again') {
        looks.lookAfter(key, TRYING_AGAIN);
      }
    },
  );
  const lookAtPending = () =>
    [...pending.values()].forEach(claim => reconciler.look(ownKey(claim)));
  const classes = store.subscribe(CLASSES, lookAtPending);
  const removals = store.subscribe(CLAIMS, ({ type, object }) => {
    const volume =
      type === 'DELETED' &&
      object.spec.volumeName &&
      store.get(VOLUMES, undefined, object.spec.volumeName);
    if (!volume) {
      return;
    }
    if (volume.spec.persistentVolumeReclaimPolicy === 'Delete') {
      store.delete(VOLUMES, undefined, volume.metadata.name);
    } else {
      store.updateStatus(VOLUMES, undefined, volume.metadata.name, status => {
        status.phase = 'Released';
      });
    }
  });
  return {
    lookAtPending,
    stop() {
      reconciler.stop();
      growing.forEach(cancel => cancel());
      classes();
      removals();
    },
  };
}
