import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { INSTANCES, MACHINES } from '../kubeVirt/machineResources';

/** One run of a virtual machine, from its start to its end. */
export interface MachineLife {
  /** uid of the VirtualMachineInstance. */
  uid: string;
  upAt: number;
  /** Absent until its guest told it. */
  address?: string;
  /** Set once it is over. */
  downAt?: number;
}

/** The latest run of every virtual machine on Harvester, by `namespace/name`. */
export interface AgentMachines {
  life(path: string): MachineLife | undefined;
  stop(): void;
}

/**
 * Remembers when virtual machines came up and went down, for agents report only while theirs runs. It
 * keeps three values for each machine and does nothing else, so that ten thousand of them cost little.
 *
 * @param changed - called with the namespace in which something came up or went down
 */
export function startAgentMachines(
  harvester: ClusterStore,
  clock: Clock,
  changed: (namespace: string) => void,
): AgentMachines {
  const lives = new Map<string, MachineLife>();

  function look(instance: StoredObject, isGone: boolean) {
    const { namespace, name, uid } = instance.metadata;
    const path = `${namespace}/${name}`;
    const known = lives.get(path);
    const runs = !isGone && instance.status?.phase === 'Running';
    if (!runs) {
      if (known?.uid !== uid || known.downAt !== undefined) return false;
      known.downAt = clock.now().getTime();
      if (!harvester.get(MACHINES, namespace, name)) lives.delete(path);
      return true;
    }
    const address: string | undefined =
      instance.status.interfaces?.[0]?.ipAddress;
    if (known?.uid === uid && known.downAt === undefined) {
      if (!address || known.address === address) return false;
      known.address = address;
      return true;
    }
    lives.set(path, { uid, upAt: clock.now().getTime(), address });
    return true;
  }

  const unsubscribe = harvester.subscribe(INSTANCES, ({ type, object }) => {
    if (look(object, type === 'DELETED')) changed(object.metadata.namespace!);
  });
  return { life: path => lives.get(path), stop: unsubscribe };
}
