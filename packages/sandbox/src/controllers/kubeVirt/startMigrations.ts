import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { isTrue } from '../machinery/conditions';
import { recordEvent } from '../machinery/recordEvent';
import { startReconciler } from '../machinery/startReconciler';
import { isReady } from '../workloads/podFromTemplate';
import { launcherPod } from './launcherPod';
import { INSTANCES, MIGRATIONS } from './machineResources';

/** On the pod that an instance moves to. */
export const MIGRATION_OF_POD = 'kubevirt.io/migrationJobUID';
/** What copying the memory of a guest takes. */
const COPYING = 2000;
/** Phases in which a migration is over. */
export const OVER = ['Succeeded', 'Failed'];

/**
 * Plays live migration: a second pod on another node, the guest's memory copied, the first pod ended.
 * Returns the function that ends it.
 */
export function startMigrations(store: ClusterStore, clock: Clock): () => void {
  const podFor = (migration: StoredObject, instance: StoredObject) =>
    store
      .list('pods', {
        namespace: instance.metadata.namespace,
        owner: instance.metadata.uid,
      })
      .find(
        ({ metadata }) =>
          metadata.labels?.[MIGRATION_OF_POD] === migration.metadata.uid,
      );

  function setPhase({ metadata }: StoredObject, phase: string) {
    store.updateStatus(
      MIGRATIONS,
      metadata.namespace,
      metadata.name,
      status => {
        status.phase = phase;
        status.phaseTransitionTimestamps = [
          ...(status.phaseTransitionTimestamps ?? []),
          { phase, phaseTransitionTimestamp: clock.now().toISOString() },
        ];
      },
    );
  }

  function note(instance: StoredObject, change: (state: any) => void) {
    const { namespace, name } = instance.metadata;
    store.updateStatus(INSTANCES, namespace, name, status => {
      status.migrationState = { ...status.migrationState };
      change(status.migrationState);
      if (status.migrationState.completed) {
        delete status.evacuationNodeName;
      }
    });
  }

  function begin(migration: StoredObject, instance: StoredObject) {
    if (!isTrue(instance as any, 'LiveMigratable')) {
      setPhase(migration, 'Failed');
      return;
    }
    store.create(
      launcherPod(instance, {
        labels: { [MIGRATION_OF_POD]: migration.metadata.uid },
        notOn: instance.status.nodeName,
      }),
    );
    setPhase(migration, 'Scheduling');
  }

  function finish(
    migration: StoredObject,
    instance: StoredObject,
    target: StoredObject,
  ) {
    const { namespace, uid } = instance.metadata;
    note(instance, state => {
      state.completed = true;
      state.endTimestamp = clock.now().toISOString();
    });
    store
      .list('pods', { namespace, owner: uid })
      .filter(pod => pod.metadata.uid !== target.metadata.uid)
      .forEach(pod => store.delete('pods', namespace, pod.metadata.name));
    setPhase(migration, 'Succeeded');
    recordEvent(store, clock, instance, {
      reason: 'Migrated',
      message: `The VirtualMachineInstance migrated to node ${target.spec.nodeName}.`,
      source: 'virt-handler',
    });
  }

  const migrations = startReconciler(
    clock,
    [
      { store, resource: MIGRATIONS },
      {
        store,
        resource: 'pods',
        keys: ({ metadata }) =>
          metadata.labels?.[MIGRATION_OF_POD]
            ? store
                .list(MIGRATIONS, { namespace: metadata.namespace })
                .filter(
                  each =>
                    each.metadata.uid === metadata.labels![MIGRATION_OF_POD],
                )
                .map(each => each.metadata)
            : [],
      },
    ],
    (key, { lookAfter }) => {
      const migration = store.get(MIGRATIONS, key.namespace, key.name);
      const { phase } = migration?.status ?? {};
      if (!migration || OVER.includes(phase)) {
        return;
      }
      const instance = store.get(
        INSTANCES,
        key.namespace,
        migration.spec.vmiName,
      );
      if (instance?.status?.phase !== 'Running') {
        setPhase(migration, 'Failed');
        return;
      }
      const target = podFor(migration, instance);
      if (!phase || !target) {
        begin(migration, instance);
        return;
      }
      if (!isReady(target)) {
        return;
      }
      if (phase === 'Scheduling') {
        note(instance, state => {
          Object.keys(state).forEach(field => delete state[field]);
          Object.assign(state, {
            migrationUid: migration.metadata.uid,
            sourceNode: instance.status.nodeName,
            targetNode: target.spec.nodeName,
            targetPod: target.metadata.name,
            startTimestamp: clock.now().toISOString(),
            completed: false,
          });
        });
        setPhase(migration, 'Running');
        lookAfter(key, COPYING);
        return;
      }
      finish(migration, instance, target);
    },
  );

  return migrations.stop;
}
