/**
 * The fields that every Kubernetes object has.
 *
 * @public
 */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    resourceVersion?: string;
    generation?: number;
    creationTimestamp?: string;
    deletionTimestamp?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

/**
 * A resource as URLs name it.
 *
 * @public
 */
export interface KubeResource {
  /** `v1` or `<group>/<version>`. */
  apiVersion: string;
  /** For example `clusters`. */
  plural: string;
  kind: string;
  namespaced: boolean;
}

/** @public */
export interface KubeList<T = KubeObject> {
  items: T[];
  resourceVersion: string;
  continue?: string;
}

/** @public */
export interface CallOptions {
  signal?: AbortSignal;
  /** Milliseconds; every call has one (default 10,000). */
  deadline?: number;
}

/** @public */
export interface ListOptions extends CallOptions {
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  limit?: number;
  continue?: string;
}

/** @public */
export interface WatchOptions {
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  resourceVersion: string;
  signal: AbortSignal;
  /** Milliseconds without a byte after which the connection counts as dead; default 90,000. */
  inactivity?: number;
  /** Milliseconds until the server has to accept the watch; default 10,000. */
  deadline?: number;
  /** Called when the server has accepted the watch, before the first event. */
  onOpen?(): void;
}

/** @public */
export interface WatchEvent<T = KubeObject> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  object: T;
}

/**
 * One cluster seen through one credential. All objects are raw JSON. Every failure is a
 * {@link KubeError}.
 *
 * @public
 */
export interface KubeClient {
  /** Configured name of the cluster. */
  readonly cluster: string;
  /**
   * When anything was last heard from the server, whoever asked: milliseconds of `performance.now()`.
   * Undefined before the first byte, and for clients that do not keep it.
   */
  readonly heardAt?: number;
  get<T = KubeObject>(
    resource: KubeResource,
    name: string,
    options?: CallOptions & {
      namespace?: string;
      /** The answer is the object's metadata, under another kind: what a Secret holds never leaves the server. */
      metadataOnly?: boolean;
    },
  ): Promise<T>;
  list<T = KubeObject>(
    resource: KubeResource,
    options?: ListOptions,
  ): Promise<KubeList<T>>;
  /** Ends normally when the server closes the stream; throws KubeError `gone` on 410 in either form. */
  watch<T = KubeObject>(
    resource: KubeResource,
    options: WatchOptions,
  ): AsyncIterable<WatchEvent<T>>;
  /** POST; throws KubeError `alreadyExists` when it is there. */
  create<T = KubeObject>(
    resource: KubeResource,
    object: KubeObject,
    options?: CallOptions & { dryRun?: boolean },
  ): Promise<T>;
  /** Server-side apply as `kasm-portal`, never forced; conflicts throw KubeError `conflict` naming manager and field. */
  apply<T = KubeObject>(
    resource: KubeResource,
    object: KubeObject,
    options?: CallOptions & { dryRun?: boolean },
  ): Promise<T>;
  mergePatch<T = KubeObject>(
    resource: KubeResource,
    name: string,
    patch: object,
    options?: CallOptions & { namespace?: string; subresource?: string },
  ): Promise<T>;
  /** Resolves also when the object is already gone. */
  delete(
    resource: KubeResource,
    name: string,
    options?: CallOptions & {
      namespace?: string;
      uid?: string;
      propagation?: 'Foreground' | 'Background' | 'Orphan';
    },
  ): Promise<void>;
  podLog(
    pod: string,
    options: CallOptions & {
      namespace: string;
      container?: string;
      tailLines: number;
      limitBytes?: number;
      previous?: boolean;
    },
  ): Promise<string>;
  /**
   * GET from a port of a pod, through the API server. The right to it (`get` on `pods/proxy`) is the
   * right to ask every port of every pod in the namespace.
   */
  podProxy(
    pod: string,
    options: CallOptions & {
      namespace: string;
      scheme: 'http' | 'https';
      port: number;
      /** Below the port, for example `pg/status`. */
      path: string;
      /** Bytes; a longer answer is an error. */
      limitBytes: number;
    },
  ): Promise<string>;
  canI(
    attributes: {
      verb: string;
      group: string;
      resource: string;
      subresource?: string;
      namespace?: string;
      name?: string;
    },
    options?: CallOptions,
  ): Promise<boolean>;
  /** Plurals served in `v1` or `<group>/<version>`; undefined when the group is not installed. */
  discover(
    apiVersion: string,
    options?: CallOptions,
  ): Promise<string[] | undefined>;
  /** Server version, as a proof of life. */
  version(options?: CallOptions): Promise<string>;
  /** Closes every socket. */
  close(): Promise<void>;
}
