import type { StoredObject } from '../ClusterStore';
import {
  acceptNames,
  CLEANUP,
  establish,
  setCondition,
} from '../resources/definitionStatus';
import { DEFINITIONS, definedType } from '../resources/definitions';
import type { ResourceKind } from '../resources/ResourceKind';
import { StatusError } from '../StatusError';
import type { ObjectStore } from './ObjectStore';

/** Serves what CustomResourceDefinitions define, and empties and withdraws it when they are deleted. */
export class DefinitionController {
  /** What was last done for each definition. */
  private readonly served = new Map<string, unknown>();
  private readonly terminating = new Set<string>();
  private readonly waiting = new Set<string>();

  constructor(
    private readonly store: ObjectStore,
    private readonly withdrawn: (resource: string) => void,
  ) {}

  /** The cluster came with this one. */
  adopt(definition: StoredObject): void {
    this.served.set(definition.metadata.name, definition.spec);
  }

  /** An object was written or is gone. */
  touched(kind: ResourceKind, { metadata, spec }: StoredObject): void {
    const isDefinition = kind.resource === DEFINITIONS;
    if (isDefinition && metadata.deletionTimestamp) {
      this.lookAt(metadata.name);
    } else if (isDefinition && this.served.get(metadata.name) !== spec) {
      this.lookAt(metadata.name);
    } else if (this.terminating.has(kind.resource)) {
      this.lookAt(kind.resource);
    }
  }

  /** Refuses new objects of a kind that is going. */
  requireLasting(kind: ResourceKind): void {
    if (this.terminating.has(kind.resource)) {
      throw new StatusError(
        405,
        'MethodNotAllowed',
        'create not allowed while custom resource definition is terminating',
        { group: kind.group, kind: kind.plural },
      );
    }
  }

  private lookAt(name: string): void {
    if (this.waiting.size === 0) {
      queueMicrotask(() => this.pass());
    }
    this.waiting.add(name);
  }

  private pass(): void {
    const names = [...this.waiting];
    this.waiting.clear();
    for (const name of names) {
      const definition = this.store.get(DEFINITIONS, undefined, name);
      if (definition?.metadata.deletionTimestamp) {
        this.terminate(definition);
      } else if (definition && this.served.get(name) !== definition.spec) {
        this.serve(definition);
      }
    }
  }

  private write(name: string, change: (status: any, now: string) => void) {
    const now = `${this.store.now().toISOString().slice(0, 19)}Z`;
    this.store.updateStatus(DEFINITIONS, undefined, name, status =>
      change(status, now),
    );
  }

  private serve(definition: StoredObject): void {
    const { name } = definition.metadata;
    const taken = this.takenName(definition);
    const known = this.served.has(name);
    this.served.set(name, definition.spec);
    this.write(name, (status, now) => {
      acceptNames(status, definition, taken, now);
      if (!known) {
        establish(status, false, now);
      }
    });
    if (!taken) {
      this.store.registry.define(definedType(definition));
      this.write(name, (status, now) => establish(status, true, now));
    }
  }

  /** A name that another type of the group has. */
  private takenName({ metadata, spec }: StoredObject): string | undefined {
    const wanted = namesOf(spec.names);
    return this.store.registry.kinds
      .filter(
        ({ group, resource }) =>
          group === spec.group && resource !== metadata.name,
      )
      .flatMap(kind => namesOf({ ...kind, listKind: `${kind.kind}List` }))
      .find(name => wanted.includes(name));
  }

  private terminate({ metadata: { name } }: StoredObject): void {
    const served = this.served.has(name);
    const kind = served ? this.store.registry.kind(name) : undefined;
    const objects = () => (kind ? this.store.objects(kind) : []);
    if (!this.terminating.has(name)) {
      this.terminating.add(name);
      this.report(
        name,
        'True',
        'InstanceDeletionInProgress',
        'CustomResource deletion is in progress',
      );
    }
    for (const { metadata } of objects()) {
      if (!metadata.deletionTimestamp) {
        this.store.delete(name, metadata.namespace, metadata.name);
      }
    }
    if (objects().length > 0) {
      return;
    }
    this.report(
      name,
      'False',
      'InstanceDeletionCompleted',
      'removed all instances',
    );
    this.terminating.delete(name);
    if (served) {
      this.served.delete(name);
      this.store.registry.withdraw(name);
      this.withdrawn(name);
    }
    this.store.update(DEFINITIONS, undefined, name, ({ metadata }) => {
      const left = metadata.finalizers?.filter(
        (finalizer: string) => finalizer !== CLEANUP,
      );
      metadata.finalizers = left?.length > 0 ? left : undefined;
    });
  }

  private report(
    name: string,
    value: 'True' | 'False',
    reason: string,
    message: string,
  ): void {
    this.write(name, (status, now) =>
      setCondition(
        status,
        { type: 'Terminating', status: value, reason, message },
        now,
      ),
    );
  }
}

function namesOf(names: {
  plural: string;
  singular?: string;
  kind: string;
  listKind?: string;
  shortNames?: string[];
}): string[] {
  const { plural, singular, kind, listKind, shortNames = [] } = names;
  return [plural, singular, kind, listKind, ...shortNames].filter(
    (name): name is string => Boolean(name),
  );
}
