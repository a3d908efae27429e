import { randomUUID } from 'node:crypto';
import type { Clock } from '../../Clock';
import type { DeleteRequest, NewObject, StoredObject } from '../ClusterStore';
import type { AdmissionPlugin } from '../admission/AdmissionPlugin';
import type { AdmissionWebhook } from '../admission/AdmissionWebhook';
import { fillDefaults } from '../admission/defaults';
import type { PodSecurityLevel } from '../admission/plugins/podSecurityChecks';
import { standardAdmission } from '../admission/standardAdmission';
import type { ResourceKind } from '../resources/ResourceKind';
import type { ResourceRegistry } from '../resources/ResourceRegistry';
import { alreadyExists, notFound } from '../StatusError';
import { customResourceDefinition } from '../resources/customResourceDefinition';
import { newDefinitionStatus } from '../resources/definitionStatus';
import { DEFINITIONS } from '../resources/definitions';
import { applyObject } from './applyObject';
import { appliedWhole, writtenByController } from './controllerFields';
import { DefinitionController } from './DefinitionController';
import { afterDeletion, isHeld } from './deletion';
import { GarbageCollector } from './GarbageCollector';
import { nextGeneration } from './generation';
import { copy, freeze, own, reuse } from './json';
import {
  addDefaultContent,
  newNamespace,
  requireActiveNamespace,
  requireDeletable,
} from './namespaces';
import { NamespaceController } from './NamespaceController';
import { PodLogs } from './PodLogs';
import type { DeleteOptions, ServedStore, WriteOptions } from './ServedStore';
import { requirePreconditions, requireSame } from './preconditions';
import { StoredTables } from './StoredTables';
import { differInTimesOnly } from './differInTimesOnly';

/** Objects of one cluster in memory. Everything is synchronous but garbage collection. */
export class ObjectStore extends StoredTables implements ServedStore {
  readonly logs = new PodLogs();
  private readonly collector = new GarbageCollector(this);
  private readonly namespaces = new NamespaceController(this);
  private readonly definitions = new DefinitionController(this, resource =>
    this.table(resource).end(),
  );
  private readonly registered = new Set<AdmissionWebhook>();
  private readonly admission: AdmissionPlugin[];
  podSecurityDefault: PodSecurityLevel = 'privileged';

  constructor(clock: Clock, registry: ResourceRegistry) {
    super(clock, registry);
    this.admission = standardAdmission(this, () => this.podSecurityDefault);
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
        this.definitions.adopt(
          this.create(customResourceDefinition(kind, this.timestamp())),
        );
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
    const created = object as StoredObject;
    const managedFields = options.appliedBy
      ? appliedWhole(kind, created, options.appliedBy, this.timestamp())
      : writtenByController(kind, undefined, created, this.timestamp());
    return this.insert(kind, {
      ...created,
      metadata: { ...created.metadata, managedFields },
    });
  }

  insert(
    kind: ResourceKind,
    object: StoredObject,
    options: WriteOptions = {},
  ): StoredObject {
    const { namespace, name } = object.metadata;
    this.definitions.requireLasting(kind);
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
    created.apiVersion = this.storedVersion(kind);
    fillDefaults(kind.resource, created);
    if (kind.resource === DEFINITIONS && !created.status?.conditions) {
      created.status = newDefinitionStatus(created);
    } else if (!kind.custom && kind.hasStatus) {
      created.status ??=
        kind.resource === 'services' ? { loadBalancer: {} } : {};
    }
    this.askPlugins(kind, 'CREATE', created, undefined, options);
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
    this.touched(kind, created);
    return created;
  }

  adopt(objects: StoredObject[]): void {
    for (const object of objects) {
      const kind = this.registry.forObject(object.apiVersion, object.kind)!;
      const revision = this.nextRevision();
      const resourceVersion = String(revision);
      const { metadata } = object;
      const stamped =
        metadata.resourceVersion === resourceVersion
          ? object
          : { ...object, metadata: { ...metadata, resourceVersion } };
      this.table(kind.resource).adopt(stamped, revision);
    }
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
    const changed = copy(before);
    change(changed);
    const after = reuse(before, own(changed));
    if (after === before) {
      return before;
    }
    if (kind.hasStatus && after.status !== before.status) {
      throw new Error(
        `The status of ${resource} changes through updateStatus, as on a real server.`,
      );
    }
    const managedFields = writtenByController(
      kind,
      before,
      after,
      this.timestamp(),
    );
    return this.replace(kind, before, {
      ...after,
      metadata: { ...after.metadata, managedFields },
    });
  }

  apply(
    object: NewObject,
    options: { manager: string; force?: boolean },
  ): StoredObject {
    const kind = this.registry.forObject(object.apiVersion, object.kind);
    if (!kind) {
      throw new Error(
        `This cluster has no kind ${object.kind} in ${object.apiVersion}.`,
      );
    }
    const { manager, force = false } = options;
    const now = this.timestamp();
    return applyObject(this, kind, object, { manager, force, now });
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
    const changed = copy(before.status ?? {});
    change(changed);
    const status = reuse(before.status, own(changed));
    if (status === before.status) {
      return before;
    }
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
    options: WriteOptions = {},
  ): StoredObject {
    const { name } = before.metadata;
    requireSame(kind, before, after);
    const isSpecKept = before.spec === after.spec;
    const next = isSpecKept ? { ...after } : copy(after);
    next.apiVersion = this.storedVersion(kind);
    if (!isSpecKept) {
      this.askPlugins(kind, 'UPDATE', next, before, options);
    }
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

  delete(
    resource: string,
    namespace: string | undefined,
    name: string,
    { uid, ...options }: DeleteRequest = {},
  ): void {
    const found = this.get(resource, namespace, name);
    if (found && (uid === undefined || found.metadata.uid === uid)) {
      this.remove(this.registry.kind(resource), namespace, name, options);
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
    const wanted = afterDeletion(kind, before, options, this.now());
    if (isHeld(kind, wanted)) {
      const object = this.write(kind, before, wanted, options.dryRun);
      return { object, gone: false };
    }
    // A pod that may go at once is marked first, as for any other time.
    const object =
      kind.resource === 'pods'
        ? this.write(kind, before, wanted, options.dryRun)
        : before;
    if (!options.dryRun) {
      this.erase(kind, object);
    }
    return { object, gone: true };
  }

  /** Takes an object away whatever holds it. */
  private erase(kind: ResourceKind, object: StoredObject): void {
    const { namespace, name } = object.metadata;
    this.table(kind.resource).remove(object, this.nextRevision());
    if (kind.resource === 'pods' && namespace) {
      this.logs.forget(namespace, name);
    }
    this.collector.erased(object);
    this.namespaces.touched(kind, object);
    this.definitions.touched(kind, object);
  }

  /** What a write sets in motion. */
  private touched(
    kind: ResourceKind,
    object: StoredObject,
    before?: StoredObject,
  ): void {
    this.collector.written(kind, object, before);
    this.namespaces.touched(kind, object);
    this.definitions.touched(kind, object);
  }

  private storedVersion(kind: ResourceKind): string {
    return this.registry.kind(kind.resource).apiVersion;
  }

  private askPlugins(
    kind: ResourceKind,
    operation: 'CREATE' | 'UPDATE',
    object: StoredObject,
    before: StoredObject | undefined,
    { warn = () => {} }: WriteOptions,
  ): void {
    for (const plugin of this.admission) {
      plugin({ kind, operation, object, before, warn });
    }
  }

  registerWebhook(webhook: AdmissionWebhook): () => void {
    this.registered.add(webhook);
    return () => this.registered.delete(webhook);
  }

  webhooks(resource: string): AdmissionWebhook[] {
    return [...this.registered].filter(({ resources }) =>
      resources.includes(resource),
    );
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
    const isDying = Boolean(before.metadata.deletionTimestamp);
    if (isDying && !isHeld(kind, after)) {
      if (!dryRun) {
        this.erase(kind, before);
      }
      return freeze(reuse(before, own(after)));
    }
    return this.write(kind, before, after, dryRun);
  }

  /** Stores the next state of an object; nothing when it is the same but for times of its managers. */
  private write(
    kind: ResourceKind,
    before: StoredObject,
    after: StoredObject,
    dryRun = false,
  ): StoredObject {
    const changed = reuse(before, own(after));
    if (changed === before || differInTimesOnly(before, changed)) {
      return before;
    }
    const generation = nextGeneration(kind, before, changed);
    const revision = dryRun ? undefined : this.nextRevision();
    const next = {
      ...changed,
      metadata: {
        ...changed.metadata,
        ...(generation === undefined ? {} : { generation }),
        ...(revision ? { resourceVersion: String(revision) } : {}),
      },
    };
    if (!revision) {
      return freeze(next);
    }
    this.table(kind.resource).put(next, revision);
    this.touched(kind, next, before);
    return next;
  }
}
