import type { AdmissionWebhook } from './admission/AdmissionWebhook';
import type { PodSecurityLevel } from './admission/plugins/podSecurityChecks';

/** A Kubernetes object as JSON. */
export interface StoredObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    uid: string;
    resourceVersion: string;
    creationTimestamp: string;
    generation?: number;
    deletionTimestamp?: string;
    deletionGracePeriodSeconds?: number;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    ownerReferences?: Array<{
      apiVersion: string;
      kind: string;
      name: string;
      uid: string;
      controller?: boolean;
      blockOwnerDeletion?: boolean;
    }>;
    finalizers?: string[];
    managedFields?: unknown[];
    [field: string]: unknown;
  };
  spec?: any;
  status?: any;
  data?: any;
  [field: string]: any;
}

/** What a controller writes: the server fills in the rest of the metadata. */
export type NewObject = {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    ownerReferences?: StoredObject['metadata']['ownerReferences'];
    finalizers?: string[];
  };
  [field: string]: any;
};

export interface StoreEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: StoredObject;
  /** The object before; absent for ADDED. */
  previous?: StoredObject;
}

/** Which objects of a kind are wanted; all three are looked up, not searched for. */
export interface ListOptions {
  namespace?: string;
  labels?: Record<string, string>;
  /** Uid of an owner that they name. */
  owner?: string;
}

/** How something is deleted; as a client that asks for nothing special when absent. */
export interface DeleteRequest {
  /** Seconds that a pod may take to end; its own when absent. */
  gracePeriodSeconds?: number;
  propagationPolicy?: 'Foreground' | 'Background' | 'Orphan';
  /** Only the object with this uid is meant. */
  uid?: string;
}

/**
 * The objects of one cluster, as the stand-in controllers see and change them. HTTP requests go
 * through the same store, so that a watch tells both the same story. Objects that are handed out are
 * frozen; changes go through these methods only.
 *
 * Kinds are named by plural and group: `pods`, `deployments.apps`, `clusters.postgresql.cnpg.io`.
 */
export interface ClusterStore {
  /** What Pod Security Admission enforces where no namespace label does; `restricted` in a hardened RKE2. */
  podSecurityDefault: PodSecurityLevel;
  get(
    resource: string,
    namespace: string | undefined,
    name: string,
  ): StoredObject | undefined;
  list(resource: string, options?: ListOptions): StoredObject[];
  /**
   * Throws when the object exists or its namespace does not. With `appliedBy` the object looks as if
   * that field manager had made it by server-side apply, so that it may apply it again.
   */
  create(object: NewObject, options?: { appliedBy?: string }): StoredObject;
  /**
   * Changes spec, metadata or data through a function on a copy; bumps generation as a real server
   * does. Does nothing when nothing changed, and returns undefined when the object is gone.
   */
  update(
    resource: string,
    namespace: string | undefined,
    name: string,
    change: (object: any) => void,
  ): StoredObject | undefined;
  /**
   * Server-side apply by a client that is played here, as Helm: its intent is merged by field ownership.
   * Throws 409 for fields of other managers unless forced.
   */
  apply(
    object: NewObject,
    options: { manager: string; force?: boolean },
  ): StoredObject;
  /** As update, for the status part only. */
  updateStatus(
    resource: string,
    namespace: string | undefined,
    name: string,
    change: (status: any) => void,
  ): StoredObject | undefined;
  /**
   * Honours finalizers and grace periods, and collects dependants. A pod on a node goes when its kubelet
   * confirms it. Does nothing when the object is gone.
   */
  delete(
    resource: string,
    namespace: string | undefined,
    name: string,
    request?: DeleteRequest,
  ): void;
  /**
   * Calls the listener for everything there is (as ADDED) and then for every change, always
   * asynchronously and in order. Returns the function that ends it.
   */
  subscribe(
    resource: string,
    listener: (event: StoreEvent) => void,
  ): () => void;
  /** From now on a webhook is asked about what clients write. Returns the function that ends it. */
  registerWebhook(webhook: AdmissionWebhook): () => void;
  /** Latest lines of a container, as `kubectl logs` shows them. */
  appendLog(
    namespace: string,
    pod: string,
    container: string,
    line: string,
  ): void;
  /**
   * The container ended and waits for its next start: what it wrote is shown as its log and as its
   * previous one, as a kubelet does.
   */
  endLog(namespace: string, pod: string, container: string): void;
  /** The container starts anew: what it wrote so far becomes its previous log (`kubectl logs -p`). */
  restartLog(namespace: string, pod: string, container: string): void;
}
