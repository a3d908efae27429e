import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { podSuffix } from '../machinery/names';
import { startReconciler } from '../machinery/startReconciler';
import { INSTANCES, MIGRATIONS } from './machineResources';
import { OVER } from './startMigrations';

/** Plays KubeVirt's evacuation controller: what is to leave its node is moved. Returns the function that ends it. */
export function startEvacuations(store: ClusterStore, clock: Clock) {
  const evacuations = startReconciler(
    clock,
    [{ store, resource: INSTANCES }],
    key => {
      const instance = store.get(INSTANCES, key.namespace, key.name);
      const { evacuationNodeName, nodeName, phase } = instance?.status ?? {};
      if (
        !instance ||
        phase !== 'Running' ||
        !evacuationNodeName ||
        evacuationNodeName !== nodeName
      ) {
        return;
      }
      const moving = store
        .list(MIGRATIONS, { namespace: key.namespace })
        .some(
          ({ spec, status }) =>
            spec.vmiName === key.name && !OVER.includes(status?.phase),
        );
      if (!moving) {
        store.create({
          apiVersion: 'kubevirt.io/v1',
          kind: 'VirtualMachineInstanceMigration',
          metadata: {
            name: `kubevirt-evacuation-${podSuffix()}`,
            namespace: key.namespace,
            annotations: { 'kubevirt.io/evacuationMigration': nodeName },
          },
          spec: { vmiName: key.name },
        });
      }
    },
  );
  return evacuations.stop;
}

/** Whether an instance moves away when its node is emptied, rather than being stopped. */
export function movesAway({ spec, status }: StoredObject): boolean {
  const strategy = spec.evictionStrategy ?? 'LiveMigrateIfPossible';
  const can = (status?.conditions ?? []).some(
    (each: { type: string; status: string }) =>
      each.type === 'LiveMigratable' && each.status === 'True',
  );
  return (
    strategy === 'LiveMigrate' || (strategy === 'LiveMigrateIfPossible' && can)
  );
}
