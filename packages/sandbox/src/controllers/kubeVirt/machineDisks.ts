import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';

const CLAIM_TEMPLATES = 'harvesterhci.io/volumeClaimTemplates';
const REMOVED_CLAIMS = 'harvesterhci.io/removedPersistentVolumeClaims';

function claimTemplates(machine: StoredObject): any[] {
  try {
    const parsed = JSON.parse(
      machine.metadata.annotations?.[CLAIM_TEMPLATES] ?? '[]',
    );
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    // Harvester's webhook would have refused it; here it only means no disks.
    return [];
  }
}

export function createDisks(store: ClusterStore, machine: StoredObject) {
  const { namespace } = machine.metadata;
  for (const template of claimTemplates(machine)) {
    const name = template.metadata?.name;
    if (name && !store.get('persistentvolumeclaims', namespace, name)) {
      store.create({
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { ...template.metadata, namespace },
        spec: { volumeMode: 'Block', ...template.spec },
      });
    }
  }
}

/** Only the disks that the annotation names go with the machine. */
export function removeDisks(store: ClusterStore, machine: StoredObject) {
  const named = machine.metadata.annotations?.[REMOVED_CLAIMS] ?? '';
  for (const name of named.split(',').filter(Boolean)) {
    store.delete('persistentvolumeclaims', machine.metadata.namespace, name);
  }
}
