import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { controlledBy } from '../machinery/ownerReference';
import type { ReconcileKey } from '../machinery/startReconciler';
import { CLAIMS, DATA_VOLUMES, MACHINES } from './machineResources';
import type { DiskFacts } from './machineState';

const CLAIM_TEMPLATES = 'harvesterhci.io/volumeClaimTemplates';
const REMOVED_CLAIMS = 'harvesterhci.io/removedPersistentVolumeClaims';
/** On a claim: the machines that have it as a disk. */
const OWNED_BY = 'harvesterhci.io/owned-by';

/** The claims that Harvester makes for a machine, from its annotation. */
export function claimTemplates(machine: StoredObject): any[] {
  try {
    const parsed = JSON.parse(
      machine.metadata.annotations?.[CLAIM_TEMPLATES] ?? '[]',
    );
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    // Harvester's webhook refuses it; here it only means no disks.
    return [];
  }
}

const nameOf = ({ metadata }: StoredObject) =>
  `${metadata.namespace}/${metadata.name}`;

/** Makes the disks of a machine that are not there: Harvester's, and those of KubeVirt's templates. */
export function createDisks(store: ClusterStore, machine: StoredObject) {
  const { namespace } = machine.metadata;
  for (const template of claimTemplates(machine)) {
    const name = template.metadata?.name;
    if (name && !store.get(CLAIMS, namespace, name)) {
      store.create({
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: {
          ...template.metadata,
          namespace,
          annotations: {
            ...template.metadata.annotations,
            [OWNED_BY]: JSON.stringify([
              { schema: 'kubevirt.io.virtualmachine', refs: [nameOf(machine)] },
            ]),
          },
        },
        spec: { volumeMode: 'Block', ...template.spec },
      });
    }
  }
  for (const template of machine.spec.dataVolumeTemplates ?? []) {
    const name = template.metadata?.name;
    if (name && !store.get(DATA_VOLUMES, namespace, name)) {
      store.create({
        apiVersion: 'cdi.kubevirt.io/v1beta1',
        kind: 'DataVolume',
        metadata: {
          ...template.metadata,
          namespace,
          ownerReferences: [controlledBy(machine)],
        },
        spec: template.spec,
      });
    }
  }
}

/** Only the disks that the annotation names go with the machine. */
export function removeDisks(store: ClusterStore, machine: StoredObject) {
  const named = machine.metadata.annotations?.[REMOVED_CLAIMS] ?? '';
  for (const name of named.split(',').filter(Boolean)) {
    store.delete(CLAIMS, machine.metadata.namespace, name);
  }
}

/** The machine that a claim was made for. */
export function machinesOf(
  store: ClusterStore,
  claim: StoredObject,
): ReconcileKey[] {
  const { namespace, annotations, ownerReferences } = claim.metadata;
  const [owner] = ownerReferences ?? [];
  if (owner?.kind === 'DataVolume') {
    const volume = store.get(DATA_VOLUMES, namespace, owner.name);
    const machine = volume?.metadata.ownerReferences?.[0];
    return machine ? [{ namespace, name: machine.name }] : [];
  }
  const [, name] =
    /"([^"/]+\/[^"]+)"\]/.exec(annotations?.[OWNED_BY] ?? '') ?? [];
  return name && store.get(MACHINES, namespace, name.split('/')[1])
    ? [{ namespace, name: name.split('/')[1] }]
    : [];
}

/** The names of a machine's or an instance's claims. */
export function claimNames(spec: any): string[] {
  return (spec?.volumes ?? []).flatMap((volume: any) => {
    const name =
      volume.persistentVolumeClaim?.claimName ?? volume.dataVolume?.name;
    return name ? [name] : [];
  });
}

/** How the disks of a machine are doing. */
export function diskFacts(
  store: ClusterStore,
  machine: StoredObject,
): DiskFacts {
  const { namespace } = machine.metadata;
  const spec = machine.spec.template?.spec;
  const claims = claimNames(spec).map(name =>
    store.get(CLAIMS, namespace, name),
  );
  const phases = (spec?.volumes ?? []).flatMap((volume: any) => {
    const found =
      volume.dataVolume &&
      store.get(DATA_VOLUMES, namespace, volume.dataVolume.name);
    return found ? [found.status?.phase ?? 'Pending'] : [];
  });
  return {
    unbound: claims.some(claim => claim && claim.status?.phase !== 'Bound'),
    failed: phases.includes('Failed'),
    filling: phases.some(
      (phase: string) =>
        !['Succeeded', 'Failed', 'WaitForFirstConsumer'].includes(phase),
    ),
  };
}
