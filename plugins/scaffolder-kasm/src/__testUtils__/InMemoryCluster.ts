import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import {
  KubeError,
  type CallOptions,
  type KubeClient,
  type KubeList,
  type KubeObject,
  type KubeResource,
  type ListOptions,
} from '@kasm-portal/backstage-plugin-kasm-node';

/** Called after every write, to play an operator. */
export type Reaction = (object: KubeObject, cluster: InMemoryCluster) => void;

const SERVED: Record<string, string[]> = {
  'postgresql.cnpg.io/v1': ['clusters', 'backups', 'scheduledbackups'],
  'cert-manager.io/v1': ['certificates', 'certificaterequests'],
  'traefik.io/v1alpha1': ['ingressroutes', 'serverstransports'],
  'helm.cattle.io/v1': ['helmcharts', 'helmchartconfigs'],
  'barmancloud.cnpg.io/v1': ['objectstores'],
};

/**
 * A cluster in memory for the paths that a healthy one does not show: what is refused, what breaks,
 * what never comes. It validates nothing; the sandbox and the real API server do that.
 */
export class InMemoryCluster implements KubeClient {
  readonly cluster = 'rke2';
  readonly objects = new Map<string, KubeObject>();
  /** Rights that are not given, as `verb plural`. */
  readonly denied = new Set<string>();
  readonly served = { ...SERVED };
  readonly reactions: Reaction[] = [];
  /** Thrown by the next call of a kind, for example `apply Certificate`. */
  readonly failures = new Map<string, Error>();
  private version_ = 0;

  constructor(...issuers: string[]) {
    for (const name of issuers) {
      this.put({
        apiVersion: 'cert-manager.io/v1',
        kind: 'ClusterIssuer',
        metadata: { name },
      });
    }
  }

  /** Stores an object as an operator or another person would. */
  put(object: KubeObject): KubeObject {
    const { name, namespace } = object.metadata;
    const key = keyOf(object.kind, name, namespace);
    const stored: KubeObject = {
      ...structuredClone(object),
      metadata: {
        uid: this.objects.get(key)?.metadata.uid ?? randomUUID(),
        ...object.metadata,
        resourceVersion: String(++this.version_),
      },
    };
    this.objects.set(key, stored);
    this.reactions.forEach(react => react(stored, this));
    return stored;
  }

  find(kind: string, name: string, namespace?: string): KubeObject | undefined {
    return this.objects.get(keyOf(kind, name, namespace));
  }

  /** Sets the status of an object that is there. */
  status(object: KubeObject, status: object): void {
    const { kind, metadata } = object;
    const there = this.find(kind, metadata.name, metadata.namespace);
    if (there) {
      there.status = status;
    }
  }

  async get<T>(
    resource: KubeResource,
    name: string,
    options: CallOptions & { namespace?: string } = {},
  ): Promise<T> {
    this.fail('get', resource, options.signal);
    const found = this.find(resource.kind, name, options.namespace);
    if (!found) {
      throw new KubeError(
        'notFound',
        `rke2: ${resource.kind} ${name} is not there`,
      );
    }
    return structuredClone(found) as T;
  }

  async list<T>(
    resource: KubeResource,
    options: ListOptions = {},
  ): Promise<KubeList<T>> {
    this.fail('list', resource, options.signal);
    const items = [...this.objects.values()].filter(
      ({ kind, metadata }) =>
        kind === resource.kind &&
        (!options.namespace || metadata.namespace === options.namespace) &&
        selects(options.labelSelector, metadata.labels),
    );
    return {
      items: structuredClone(items) as T[],
      resourceVersion: String(this.version_),
    };
  }

  async create<T>(
    resource: KubeResource,
    object: KubeObject,
    options: { dryRun?: boolean } = {},
  ): Promise<T> {
    this.fail('create', resource);
    const { name, namespace } = object.metadata;
    if (this.find(resource.kind, name, namespace)) {
      throw new KubeError('alreadyExists', `rke2: ${name} is there already`);
    }
    return (options.dryRun ? object : this.put(object)) as T;
  }

  async apply<T>(
    resource: KubeResource,
    object: KubeObject,
    options: { dryRun?: boolean } = {},
  ): Promise<T> {
    this.fail('apply', resource);
    const { name, namespace } = object.metadata;
    const before = this.find(resource.kind, name, namespace);
    const after = {
      ...before,
      ...object,
      metadata: { ...before?.metadata, ...object.metadata },
    } as KubeObject;
    if (options.dryRun || isDeepStrictEqual(before, after)) {
      return structuredClone(after) as T;
    }
    return this.put(after) as T;
  }

  async delete(
    resource: KubeResource,
    name: string,
    options: { namespace?: string } = {},
  ): Promise<void> {
    this.fail('delete', resource);
    this.objects.delete(keyOf(resource.kind, name, options.namespace));
  }

  async canI(attributes: { verb: string; resource: string }): Promise<boolean> {
    return !this.denied.has(`${attributes.verb} ${attributes.resource}`);
  }

  async discover(apiVersion: string): Promise<string[] | undefined> {
    return this.served[apiVersion];
  }

  async version(): Promise<string> {
    return 'v1.33.0';
  }

  async close(): Promise<void> {}

  watch(): never {
    throw new Error('not needed');
  }

  mergePatch(): never {
    throw new Error('not needed');
  }

  podLog(): never {
    throw new Error('not needed');
  }

  private fail(
    verb: string,
    { kind }: KubeResource,
    signal?: AbortSignal,
  ): void {
    if (signal?.aborted) {
      throw new KubeError('aborted', 'rke2: the call was aborted');
    }
    const error = this.failures.get(`${verb} ${kind}`);
    if (error) {
      throw error;
    }
  }
}

function keyOf(kind: string, name: string, namespace = ''): string {
  return `${kind}/${namespace}/${name}`;
}

function selects(
  selector: string | undefined,
  labels: Record<string, string> = {},
): boolean {
  return (selector?.split(',') ?? []).every(term => {
    const [key, value] = term.split('=');
    return value === undefined ? key in labels : labels[key] === value;
  });
}
