import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { recordEvent } from '../machinery/recordEvent';
import { replaceStatus } from '../machinery/replaceStatus';
import {
  ownerKeys,
  startReconciler,
  type ReconcileKey,
  type Reconciler,
} from '../machinery/startReconciler';
import { AddressPool } from './AddressPool';
import {
  cloudInitOf,
  GUEST_OS,
  guestFacts,
  hasAgent,
  interfacesOf,
  staticAddress,
} from './guest';
import { hindranceOf, pullTrouble, type Unsynchronized } from './hindrance';
import { instanceConditions } from './instanceConditions';
import { inPhaseFor, phaseOf } from './instancePhase';
import { isFinal } from './instanceState';
import { launcherPod } from './launcherPod';
import { claimNames } from './machineDisks';
import type { MachineDisturbances } from './machineDisturbances';
import { CLAIMS, INSTANCES } from './machineResources';
import { MIGRATION_OF_POD } from './startMigrations';

const FINALIZER = 'foregroundDeleteVirtualMachine';
/** From a running guest to its agent's first word. */
const BOOTING = 3000;
const SOURCE = 'virtualmachine-controller';

/** The controllers of what runs. */
export interface Instances {
  look(key: ReconcileKey): void;
  stop(): void;
}

/** Plays virt-controller and virt-handler: the pods of instances, and what is known of their guests. */
export function startInstances(
  store: ClusterStore,
  clock: Clock,
  { silent, pods: { lostNodes } }: MachineDisturbances,
): Instances {
  const addresses = new AddressPool();

  const podsOf = (instance: StoredObject) =>
    store
      .list('pods', {
        namespace: instance.metadata.namespace,
        owner: instance.metadata.uid,
      })
      .filter(({ metadata }) => {
        const { migrationUid, completed } =
          instance.status?.migrationState ?? {};
        const migration = metadata.labels?.[MIGRATION_OF_POD];
        // The pod that it moves to is its own only when it has moved.
        return !migration || (completed && migration === migrationUid);
      })
      .sort(
        (a, b) =>
          Number(Boolean(a.metadata.deletionTimestamp)) -
          Number(Boolean(b.metadata.deletionTimestamp)),
      );

  function end(instance: StoredObject) {
    const { namespace, name } = instance.metadata;
    const left = store.list('pods', {
      namespace,
      owner: instance.metadata.uid,
    });
    left
      .filter(({ metadata }) => !metadata.deletionTimestamp)
      .forEach(({ metadata }) =>
        store.delete('pods', namespace, metadata.name),
      );
    const staying = left.filter(
      pod => !lostNodes.has(pod.spec.nodeName) && pod.spec.nodeName,
    );
    if (staying.length === 0 || isFinal(instance)) {
      store.update(INSTANCES, namespace, name, ({ metadata }) => {
        metadata.finalizers = metadata.finalizers?.filter(
          (each: string) => each !== FINALIZER,
        );
      });
    }
  }

  /** Makes the pod; returns why that cannot be done. */
  function createPod(instance: StoredObject): Unsynchronized | undefined {
    const hindrance = hindranceOf(store, instance);
    if (hindrance) {
      return hindrance;
    }
    const pod = launcherPod(instance);
    try {
      store.create(pod);
    } catch (error) {
      const message = `failed to create virtual machine pod: ${
        (error as Error).message
      }`;
      recordEvent(store, clock, instance, {
        type: 'Warning',
        reason: 'FailedCreate',
        message: `Error creating pod: ${(error as Error).message}`,
        source: SOURCE,
      });
      return { reason: 'FailedCreate', message };
    }
    recordEvent(store, clock, instance, {
      reason: 'SuccessfulCreate',
      message: `Created virtual machine pod ${pod.metadata.name}`,
      source: SOURCE,
    });
    return undefined;
  }

  function advance(
    instance: StoredObject,
    key: ReconcileKey,
    looks: Reconciler,
  ) {
    let [pod] = podsOf(instance);
    let unsynchronized: Unsynchronized | undefined;
    if (!pod && [undefined, 'Pending'].includes(instance.status?.phase)) {
      unsynchronized = createPod(instance);
      [pod] = podsOf(instance);
    }
    const { phase, reason, wait } = phaseOf(instance, pod, clock, lostNodes);
    if (wait) {
      looks.lookAfter(key, wait);
    }
    const before = instance.status ?? {};
    const now = clock.now();
    const changed = phase !== before.phase;
    const transitions = [
      ...(before.phaseTransitionTimestamps ?? []),
      ...(changed
        ? [{ phase, phaseTransitionTimestamp: now.toISOString() }]
        : []),
    ];
    const running = phase === 'Running';
    const cloudInit = running ? cloudInitOf(store, instance) : {};
    const id = `${key.namespace}/${key.name}`;
    const upFor = changed ? 0 : inPhaseFor(instance, clock);
    const connects = running && hasAgent(cloudInit) && !silent.has(id);
    const agent = connects && upFor >= BOOTING;
    if (connects && !agent) {
      looks.lookAfter(key, BOOTING - upFor);
    }
    const address = agent
      ? addresses.lease(
          id,
          staticAddress(cloudInit.networkData) ??
            instance.status?.interfaces?.[0]?.ipAddress,
        )
      : undefined;
    const migratable = claimNames(instance.spec).every(name =>
      store
        .get(CLAIMS, key.namespace, name)
        ?.spec.accessModes?.includes('ReadWriteMany'),
    );
    const node = pod?.spec.nodeName ?? before.nodeName;
    const {
      guestOSInfo: _guest,
      interfaces: _cards,
      nodeName: _node,
      reason: _reason,
      ...rest
    } = before;
    replaceStatus(store, INSTANCES, instance, {
      ...rest,
      phase,
      ...(reason ? { reason } : {}),
      phaseTransitionTimestamps: transitions,
      ...(node && phase !== 'Scheduling' && phase !== 'Pending'
        ? { nodeName: node }
        : {}),
      ...(pod?.spec.nodeName
        ? { activePods: { [pod.metadata.uid]: pod.spec.nodeName } }
        : {}),
      conditions: instanceConditions(before.conditions, {
        pod,
        running,
        unsynchronized: unsynchronized ?? (pod && pullTrouble(pod)),
        migratable,
        agent,
        now,
      }),
      ...(running
        ? {
            ...guestFacts(instance),
            interfaces: interfacesOf(instance, {
              agent: address,
              pod: pod?.status?.podIP,
            }),
            launcherContainerImageVersion: pod?.spec.containers[0].image,
            machine: { type: 'pc-q35-9.1' },
            migrationMethod: migratable ? 'LiveMigration' : 'BlockMigration',
          }
        : {}),
      ...(agent ? { guestOSInfo: GUEST_OS } : {}),
    });
    if (changed && running) {
      recordEvent(store, clock, instance, {
        reason: 'Started',
        message: 'VirtualMachineInstance started.',
        source: 'virt-handler',
      });
    } else if (changed && ['Succeeded', 'Failed'].includes(phase)) {
      recordEvent(store, clock, instance, {
        type: phase === 'Failed' ? 'Warning' : 'Normal',
        reason: 'Stopped',
        message:
          phase === 'Failed'
            ? 'The VirtualMachineInstance crashed.'
            : 'The VirtualMachineInstance was shut down.',
        source: 'virt-handler',
      });
    }
  }

  const reconciler = startReconciler(
    clock,
    [
      { store, resource: INSTANCES },
      {
        store,
        resource: 'pods',
        keys: ownerKeys('VirtualMachineInstance'),
      },
    ],
    (key, looks) => {
      const instance = store.get(INSTANCES, key.namespace, key.name);
      if (!instance) {
        addresses.release(`${key.namespace}/${key.name}`);
      } else if (instance.metadata.deletionTimestamp) {
        end(instance);
      } else if (!isFinal(instance)) {
        advance(instance, key, looks);
      }
    },
  );
  return { look: reconciler.look, stop: reconciler.stop };
}
