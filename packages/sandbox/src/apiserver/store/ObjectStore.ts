import { randomUUID } from 'node:crypto';
import type { Clock } from '../../Clock';
import type { NewObject, StoredObject } from '../ClusterStore';
import { fillDefaults } from '../admission/defaults';
import type { ResourceKind } from '../resources/ResourceKind';
import type { ResourceRegistry } from '../resources/ResourceRegistry';
import { alreadyExists, notFound } from '../StatusError';
import { customResourceDefinition } from '../resources/customResourceDefinition';
import { appliedWhole, writtenByController } from './controllerFields';
import { dying } from './dying';
import { GarbageCollector } from './GarbageCollector';
import { nextGeneration } from './generation';
import { copy, equal, freeze } from './json';
import {
  addDefaultContent,
  newNamespace,
  requireActiveNamespace,
  requireDeletable,
} from './namespaces';
import { PodLogs } from './PodLogs';
import type { DeleteOptions, ServedStore } from './ServedStore';
import {
  finalizersFor,
  requirePreconditions,
  requireSame,
} from './preconditions';
import { StoredTables } from './StoredTables';
import { withoutTimes } from './withoutTimes';

/** Objects of one cluster in memory. Everything is synchronous but garbage collection. */
export class ObjectStore extends StoredTables implements ServedStore {
  readonly logs = new PodLogs();
  private readonly collector = new GarbageCollector(this);

  constructor(clock: Clock, registry: ResourceRegistry) {
    super(clock, registry);
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

  create(
    object: NewObject,
    options: { appliedBy?: string } = {},
  ): StoredObject {
    const kind = this.registry.forObject(object.apiVersion, object.kind);
    if (!kind) {
      throw new Error(
        `This cluster has no kind ${object.kind} in ${object.apiVersion}.`,
      );
    }
    const created = copy(object) as StoredObject;
    created.metadata.managedFields = options.appliedBy
      ? appliedWhole(kind, created, options.appliedBy, this.timestamp())
      : writtenByController(kind, undefined, created, this.timestamp());
    return this.insert(kind, created);
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
    fillDefaults(kind.resource, created);
    if (!kind.custom && kind.hasStatus) {
      created.status ??=
        kind.resource === 'services' ? { loadBalancer: {} } : {};
    }
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
    after.metadata.managedFields = writtenByController(
      kind,
      before,
      after,
      this.timestamp(),
    );
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
    // Nobody applies a status here, so that its managers are not worth the time.
    return this.replace(this.registry.kind(resource), before, {
      ...before,
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
    requireSame(kind, before, after);
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
        dying(kind, before, finalizers, this.timestamp()),
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

  endLog(namespace: string, pod: string, container: string): void {
    this.logs.end(namespace, pod, container);
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
      next.metadata.deletionTimestamp ||
      !equal(next.metadata.ownerReferences, before.metadata.ownerReferences)
    ) {
      this.collector.wake();
    }
    return next;
  }
}
