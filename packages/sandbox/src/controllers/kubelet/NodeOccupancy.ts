import { podAmount } from '../../apiserver/admission/plugins/podRequests';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';

interface Occupant {
  uid: string;
  node: string;
  owner?: string;
  cpu: number;
  memory: number;
}

/** What the pods of a node take of it. */
export interface NodeUse {
  cpu: number;
  memory: number;
  pods: Set<string>;
  /** How many pods of each owner are there. */
  owners: Map<string, number>;
}

const isOver = (pod: StoredObject) =>
  ['Succeeded', 'Failed'].includes(pod.status?.phase);

/** Which pods are on which node, kept up to date so that placing a pod looks at nodes only. */
export class NodeOccupancy {
  private readonly occupants = new Map<string, Occupant>();
  private readonly nodes = new Map<string, NodeUse>();
  readonly stop: () => void;

  constructor(store: ClusterStore) {
    this.stop = store.subscribe('pods', ({ type, object }) => {
      if (type === 'DELETED' || isOver(object)) {
        this.leave(object.metadata.uid);
      } else if (object.spec?.nodeName) {
        this.take(object, object.spec.nodeName);
      }
    });
  }

  /** Counts a pod as being on a node. */
  take(pod: StoredObject, node: string): void {
    const { uid, ownerReferences } = pod.metadata;
    if (this.occupants.has(uid)) {
      return;
    }
    const owner = ownerReferences?.[0]?.uid;
    const occupant = {
      uid,
      node,
      owner,
      cpu: podAmount(pod.spec, 'requests', 'cpu'),
      memory: podAmount(pod.spec, 'requests', 'memory'),
    };
    this.occupants.set(uid, occupant);
    const use = this.on(node);
    use.cpu += occupant.cpu;
    use.memory += occupant.memory;
    use.pods.add(uid);
    if (owner) {
      use.owners.set(owner, (use.owners.get(owner) ?? 0) + 1);
    }
  }

  /** What is taken of a node. */
  on(node: string): NodeUse {
    let use = this.nodes.get(node);
    if (!use) {
      use = { cpu: 0, memory: 0, pods: new Set(), owners: new Map() };
      this.nodes.set(node, use);
    }
    return use;
  }

  private leave(uid: string): void {
    const occupant = this.occupants.get(uid);
    if (!occupant) {
      return;
    }
    this.occupants.delete(uid);
    const use = this.on(occupant.node);
    use.cpu -= occupant.cpu;
    use.memory -= occupant.memory;
    use.pods.delete(uid);
    if (occupant.owner) {
      const left = (use.owners.get(occupant.owner) ?? 1) - 1;
      if (left > 0) {
        use.owners.set(occupant.owner, left);
      } else {
        use.owners.delete(occupant.owner);
      }
    }
  }
}
