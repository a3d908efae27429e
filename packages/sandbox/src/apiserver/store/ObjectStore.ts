import { randomUUID } from 'node:crypto';
import type { Clock } from '../../Clock';
import type { NewObject, StoredObject, StoreEvent } from '../ClusterStore';
import type { ResourceKind } from '../resources/ResourceKind';
import type { ResourceRegistry } from '../resources/ResourceRegistry';
import {
  alreadyExists,
  conflict,
  invalid,
  notFound,
  preconditionFailed,
} from '../StatusError';
import { customResourceDefinition } from '../resources/customResourceDefinition';
import { GarbageCollector } from './GarbageCollector';
import { nextGeneration } from './generation';
import { copy, equal, freeze } from './json';
import {
  addDefaultContent,
  newNamespace,
  requireActiveNamespace,
  requireDeletable,
} from './namespaces';
import { ObjectTable, type Change } from './ObjectTable';
import { PodLogs } from './PodLogs';
import type { DeleteOptions, ServedStore } from './ServedStore';
import { subscribeInOrder } from './subscription';

/** As on a real cluster the first revisions are long gone: watching from 1 is too old. */
const FIRST_REVISION = 100;

/** Objects of one cluster in memory. Everything is synchronous but garbage collection. */
export class ObjectStore implements ServedStore {
  readonly logs = new PodLogs();
  private readonly tables: Map<string, ObjectTable>;
  private readonly collector = new GarbageCollector(this);
  private lastRevision = FIRST_REVISION;

  constructor(
    private readonly clock: Clock,
    readonly registry: ResourceRegistry,
  ) {
    this.tables = new Map(
      registry.kinds.map(kind => [
        kind.resource,
        new ObjectTable(kind, FIRST_REVISION),
      ]),
    );
    for (const name of [
      'default',
      'kube-system',
      'kube-public',
      'kube-node-lease',
    ]) {
      this.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    }
    for (const kind of registry.kinds) {
      if (kind.custom) {
        this.create(customResourceDefinition(kind, this.timestamp()));
      }
    }
  }

  get revision(): number {
    return this.lastRevision;
  }

  now(): Date {
    return this.clock.now();
  }

  get(resource: string, namespace: string | undefined, name: string) {
    return this.table(resource).get(namespace, name);
  }

  list(
    resource: string,
    options: { namespace?: string; labels?: Record<string, string> } = {},
  ): StoredObject[] {
    const wanted = Object.entries(options.labels ?? {});
    return this.table(resource)
      .list(options.namespace)
      .filter(({ metadata }) =>
        wanted.every(([key, value]) => metadata.labels?.[key] === value),
      );
  }

  objects(kind: ResourceKind, namespace?: string, atRevision?: number) {
    return this.table(kind.resource).list(namespace, atRevision);
  }

  create(object: NewObject): StoredObject {
    const kind = this.registry.forObject(object.apiVersion, object.kind);
    if (!kind) {
      throw new Error(
        `This cluster has no kind ${object.kind} in ${object.apiVersion}.`,
      );
    }
    return this.insert(kind, copy(object) as StoredObject);
  }

  insert(
    kind: ResourceKind,
    object: StoredObject,
    options: { dryRun?: boolean } = {},
  ): StoredObject {
    const { namespace, name } = object.metadata;
    if (kind.namespaced) {
      requireActiveNamespace(this, kind, namespace, name);
    }
    const existing = this.get(kind.resource, namespace, name);
    if (existing) {
      throw alreadyExists(kind, name, !!existing.metadata.deletionTimestamp);
    }
    const created = copy(
      kind.resource === 'namespaces' ? newNamespace(object) : object,
    );
    const { resourceVersion, generation, ...metadata } = created.metadata;
    const revision = options.dryRun ? undefined : this.nextRevision();
    created.metadata = {
      ...metadata,
      uid: randomUUID(),
      ...((revision ? { resourceVersion: String(revision) } : {}) as {
        resourceVersion: string;
      }),
      creationTimestamp: this.timestamp(),
      ...(kind.hasGeneration ? { generation: 1 } : {}),
    };
    if (!revision) {
      return freeze(created);
    }
    this.table(kind.resource).put(created, revision);
    if (kind.resource === 'namespaces') {
      queueMicrotask(() => addDefaultContent(this, name));
    }
    if (created.metadata.ownerReferences?.length) {
      this.collector.wake();
    }
    return created;
  }

  update(
    resource: string,
    namespace: string | undefined,
    name: string,
    change: (object: any) => void,
  ): StoredObject | undefined {
    const kind = this.registry.kind(resource);
    const before = this.get(resource, namespace, name);
    if (!before) {
      return undefined;
    }
    const after = copy(before);
    change(after);
    if (kind.hasStatus && !equal(before.status, after.status)) {
      throw new Error(
        `The status of ${resource} changes through updateStatus, as on a real server.`,
      );
    }
    return this.replace(kind, before, after);
  }

  updateStatus(
    resource: string,
    namespace: string | undefined,
    name: string,
    change: (status: any) => void,
  ): StoredObject | undefined {
    const before = this.get(resource, namespace, name);
    if (!before) {
      return undefined;
    }
    const status = copy(before.status ?? {});
    change(status);
    return this.replace(this.registry.kind(resource), before, {
      ...copy(before),
      status,
    });
  }

  replace(
    kind: ResourceKind,
    before: StoredObject,
    after: StoredObject,
    options: { dryRun?: boolean } = {},
  ): StoredObject {
    const { name } = before.metadata;
    this.requireSame(kind, before, after);
    const next = copy(after);
    next.metadata = {
      ...next.metadata,
      name,
      namespace: before.metadata.namespace,
      uid: before.metadata.uid,
      resourceVersion: before.metadata.resourceVersion,
      creationTimestamp: before.metadata.creationTimestamp,
      deletionTimestamp: before.metadata.deletionTimestamp,
      deletionGracePeriodSeconds: before.metadata.deletionGracePeriodSeconds,
    };
    return this.store(kind, before, next, options.dryRun);
  }

  delete(resource: string, namespace: string | undefined, name: string): void {
    if (this.get(resource, namespace, name)) {
      this.remove(this.registry.kind(resource), namespace, name);
    }
  }

  remove(
    kind: ResourceKind,
    namespace: string | undefined,
    name: string,
    options: DeleteOptions = {},
  ): { object: StoredObject; gone: boolean } {
    const before = this.get(kind.resource, namespace, name);
    if (!before) {
      throw notFound(kind, name);
    }
    requirePreconditions(kind, before, options.preconditions);
    requireDeletable(kind, name);
    if (before.metadata.deletionTimestamp) {
      return { object: before, gone: false };
    }
    const finalizers = finalizersFor(before, options.propagationPolicy);
    if (finalizers.length > 0 || kind.resource === 'namespaces') {
      const object = this.store(
        kind,
        before,
        this.dying(kind, before, finalizers),
        options.dryRun,
      );
      if (!options.dryRun) {
        this.collector.wake();
      }
      return { object, gone: false };
    }
    if (!options.dryRun) {
      this.erase(kind, before);
    }
    return { object: before, gone: true };
  }

  /** Takes an object away whatever holds it. */
  erase(kind: ResourceKind, object: StoredObject): void {
    const { namespace, name } = object.metadata;
    this.table(kind.resource).remove(object, this.nextRevision());
    if (kind.resource === 'pods' && namespace) {
      this.logs.forget(namespace, name);
    }
    this.collector.wake();
  }

  subscribe(
    resource: string,
    listener: (event: StoreEvent) => void,
  ): () => void {
    return subscribeInOrder(this.table(resource), listener);
  }

  changesSince(kind: ResourceKind, revision: number): Change[] {
    return this.table(kind.resource).since(revision);
  }

  onChange(kind: ResourceKind, listener: (change: Change) => void) {
    return this.table(kind.resource).onChange(listener);
  }

  compact(): void {
    this.tables.forEach(table => table.compact(this.lastRevision));
  }

  appendLog(
    namespace: string,
    pod: string,
    container: string,
    line: string,
  ): void {
    this.logs.append(namespace, pod, container, {
      time: this.now(),
      text: line,
    });
  }

  restartLog(namespace: string, pod: string, container: string): void {
    this.logs.restart(namespace, pod, container);
  }

  private store(
    kind: ResourceKind,
    before: StoredObject,
    after: StoredObject,
    dryRun = false,
  ): StoredObject {
    const generation = nextGeneration(kind, before, after);
    const next = copy({
      ...after,
      metadata: { ...after.metadata, generation },
    });
    if (equal(withoutTimes(before), withoutTimes(next))) {
      return before;
    }
    const held =
      next.metadata.finalizers?.length || kind.resource === 'namespaces';
    if (dryRun) {
      return freeze(next);
    }
    if (next.metadata.deletionTimestamp && !held) {
      this.erase(kind, before);
      return freeze(next);
    }
    const revision = this.nextRevision();
    next.metadata.resourceVersion = String(revision);
    this.table(kind.resource).put(next, revision);
    if (
      next.metadata.ownerReferences?.length ||
      next.metadata.deletionTimestamp
    ) {
      this.collector.wake();
    }
    return next;
  }

  private dying(
    kind: ResourceKind,
    before: StoredObject,
    finalizers: string[],
  ): StoredObject {
    const after = copy(before);
    after.metadata.deletionTimestamp = this.timestamp();
    if (kind.resource === 'namespaces') {
      after.status = { ...after.status, phase: 'Terminating' };
    } else {
      after.metadata.deletionGracePeriodSeconds = 0;
      after.metadata.finalizers = finalizers;
    }
    return after;
  }

  private requireSame(
    kind: ResourceKind,
    before: StoredObject,
    after: StoredObject,
  ): void {
    const { name, uid, resourceVersion } = before.metadata;
    const sent = after.metadata;
    if (sent.uid && sent.uid !== uid) {
      throw conflict(
        kind,
        name,
        `Precondition failed: UID in precondition: ${sent.uid}, UID in object meta: ${uid}`,
      );
    }
    if (sent.resourceVersion && sent.resourceVersion !== resourceVersion) {
      throw conflict(kind, name);
    }
    if (before.metadata.deletionTimestamp) {
      const known = new Set(before.metadata.finalizers);
      const added = (sent.finalizers ?? []).filter(item => !known.has(item));
      if (added.length > 0) {
        throw invalid(kind, name, [
          {
            reason: 'FieldValueForbidden',
            message: `Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{${added
              .map(item => `"${item}"`)
              .join(', ')}}`,
            field: 'metadata.finalizers',
          },
        ]);
      }
    }
  }

  private table(resource: string): ObjectTable {
    return this.tables.get(this.registry.kind(resource).resource)!;
  }

  private nextRevision(): number {
    this.lastRevision += 1;
    return this.lastRevision;
  }

  private timestamp(): string {
    return `${this.now().toISOString().slice(0, 19)}Z`;
  }
}

/** A later time alone in an entry of managedFields is no change. */
function withoutTimes(object: StoredObject): unknown {
  const { managedFields, ...metadata } = object.metadata;
  return {
    ...object,
    metadata: {
      ...metadata,
      managedFields: managedFields?.map(entry => ({
        ...(entry as object),
        time: undefined,
      })),
    },
  };
}

function finalizersFor(
  object: StoredObject,
  policy: DeleteOptions['propagationPolicy'],
): string[] {
  const finalizers = (object.metadata.finalizers ?? []).filter(
    item => item !== 'orphan' && item !== 'foregroundDeletion',
  );
  if (policy === 'Orphan') {
    finalizers.push('orphan');
  } else if (policy === 'Foreground') {
    finalizers.push('foregroundDeletion');
  }
  return finalizers;
}

function requirePreconditions(
  kind: ResourceKind,
  { metadata }: StoredObject,
  { uid, resourceVersion }: NonNullable<DeleteOptions['preconditions']> = {},
): void {
  if (uid !== undefined && uid !== metadata.uid) {
    throw preconditionFailed(
      kind,
      metadata.name,
      `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`,
    );
  }
  if (
    resourceVersion !== undefined &&
    resourceVersion !== metadata.resourceVersion
  ) {
    throw preconditionFailed(
      kind,
      metadata.name,
      `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`,
    );
  }
}
