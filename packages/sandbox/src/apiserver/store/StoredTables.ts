import type { Clock } from '../../Clock';
import type { StoredObject, StoreEvent } from '../ClusterStore';
import type { ResourceKind } from '../resources/ResourceKind';
import type { ResourceRegistry } from '../resources/ResourceRegistry';
import { ObjectTable, type Change } from './ObjectTable';
import { subscribeInOrder } from './subscription';

/** As on a real cluster the first revisions are long gone: watching from 1 is too old. */
const FIRST_REVISION = 100;

/** One table per resource type, under one counter of revisions: the reading side of a store. */
export class StoredTables {
  private readonly tables: Map<string, ObjectTable>;
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

  protected table(resource: string): ObjectTable {
    return this.tables.get(this.registry.kind(resource).resource)!;
  }

  protected nextRevision(): number {
    this.lastRevision += 1;
    return this.lastRevision;
  }

  protected timestamp(): string {
    return `${this.now().toISOString().slice(0, 19)}Z`;
  }
}
