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

import { platformObjects } from './platformObjects';

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
  /** What pods have written, by their names. */
  readonly logs = new Map<string, string>();
  /** Rights that are not given, as `verb plural`. */
  readonly denied = new Set<string>();
  readonly served = { ...SERVED };
  readonly reactions: Reaction[] = [];
  /** Called after something was removed, to play an operator. */
  readonly removals: Reaction[] = [];
  /** Thrown by the next call of a kind, for example `apply Certificate`. */
  readonly failures = new Map<string, Error>();
  private version_ = 0;

  /** @param issuers - with one the cluster has all that Kasm needs; without, it is bare */
  constructor(...issuers: string[]) {
    if (issuers.length > 0) {
      platformObjects().forEach(object => this.put(object));
    }
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
    options: CallOptions & { namespace?: string; metadataOnly?: boolean } = {},
  ): Promise<T> {
    this.fail('get', resource, options.signal);
    const found = this.find(resource.kind, name, options.namespace);
    if (!found) {
      throw new KubeError(
        'notFound',
        `rke2: ${resource.kind} ${name} is not there`,
      );
    }
    const { metadata } = found;
    return structuredClone(options.metadataOnly ? { metadata } : found) as T;
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
    options: { namespace?: string; uid?: string } = {},
  ): Promise<void> {
    this.fail('delete', resource);
    const there = this.find(resource.kind, name, options.namespace);
    if (!there) {
      return;
    }
    if (options.uid && options.uid !== there.metadata.uid) {
      throw new KubeError(
        'conflict',
        `rke2: ${name} is not the one that was meant`,
      );
    }
    this.objects.delete(keyOf(resource.kind, name, options.namespace));
    this.removals.forEach(react => react(there, this));
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

  async mergePatch<T>(
    resource: KubeResource,
    name: string,
    patch: object,
    options: { namespace?: string } = {},
  ): Promise<T> {
    this.fail('patch', resource);
    const before = this.find(resource.kind, name, options.namespace);
    if (!before) {
      throw new KubeError('notFound', `rke2: ${name} is not there`);
    }
    return this.put(merged(before, patch) as KubeObject) as T;
  }

  async podProxy(pod: string): Promise<string> {
    throw new KubeError('forbidden', `rke2: ${pod} may not be asked`);
  }

  async podLog(pod: string): Promise<string> {
    const log = this.logs.get(pod);
    if (log === undefined) {
      throw new KubeError('notFound', `rke2: ${pod} has no log`);
    }
    return log;
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

/** As RFC 7396 has it. */
function merged(before: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) {
    return patch;
  }
  const result = { ...(before as Record<string, unknown> | undefined) };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      delete result[key];
    } else {
      result[key] = merged(result[key], value);
    }
  }
  return result;
}
