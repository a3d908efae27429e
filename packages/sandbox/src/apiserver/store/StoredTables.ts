import type { Clock } from '../../Clock';
import type { ListOptions, StoredObject, StoreEvent } from '../ClusterStore';
import type { ResourceKind } from '../resources/ResourceKind';
import type { ResourceRegistry } from '../resources/ResourceRegistry';
import { ObjectTable, type Change, type ListenerScope } from './ObjectTable';
import { subscribeInOrder } from './subscription';

/** As on a real cluster the first revisions are long gone: watching from 1 is too old. */
const FIRST_REVISION = 100;

/** One table per resource type, under one counter of revisions: the reading side of a store. */
export class StoredTables {
  private readonly tables = new Map<string, ObjectTable>();
  private lastRevision = FIRST_REVISION;

  constructor(
    private readonly clock: Clock,
    readonly registry: ResourceRegistry,
  ) {
    registry.kinds.forEach(({ resource }) => this.table(resource));
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
    { namespace, labels = {}, owner }: ListOptions = {},
  ): StoredObject[] {
    const wanted = Object.entries(labels);
    return this.candidates(resource, namespace, wanted[0], owner).filter(
      ({ metadata }) =>
        (!namespace || metadata.namespace === namespace) &&
        wanted.every(([key, value]) => metadata.labels?.[key] === value),
    );
  }

  /** As few as an index can name. */
  private candidates(
    resource: string,
    namespace: string | undefined,
    label: [string, string] | undefined,
    owner: string | undefined,
  ): StoredObject[] {
    const table = this.table(resource);
    if (owner !== undefined) {
      return table.ownedBy(owner);
    }
    return label && !namespace
      ? table.labelled(...label)
      : table.list(namespace);
  }

  objects(kind: ResourceKind, namespace?: string, atRevision?: number) {
    return this.table(kind.resource).list(namespace, atRevision);
  }

  /** Everything of a kind that names an owner. */
  ownedBy(kind: ResourceKind, uid: string): StoredObject[] {
    return this.table(kind.resource).ownedBy(uid);
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

  onChange(
    kind: ResourceKind,
    listener: (change: Change) => void,
    scope?: ListenerScope,
  ) {
    return this.table(kind.resource).onChange(listener, scope);
  }

  compact(): void {
    this.tables.forEach(table => table.compact(this.lastRevision));
  }

  restoreBackup(): void {
    this.lastRevision = FIRST_REVISION;
    this.tables.forEach(table => table.restamp(() => this.nextRevision()));
    this.compact();
  }

  protected table(resource: string): ObjectTable {
    const known = this.tables.get(resource);
    if (known) {
      return known;
    }
    const made = new ObjectTable(
      this.registry.kind(resource),
      this.lastRevision,
    );
    this.tables.set(resource, made);
    return made;
  }

  protected nextRevision(): number {
    this.lastRevision += 1;
    return this.lastRevision;
  }

  protected timestamp(): string {
    return `${this.now().toISOString().slice(0, 19)}Z`;
  }
}
