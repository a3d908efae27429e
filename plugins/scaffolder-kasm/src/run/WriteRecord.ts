import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';

/** One object as people name it. */
export interface ObjectName {
  kind: string;
  namespace?: string;
  name: string;
}

/** An object of this deployment that this run has seen stored. */
export interface SeenObject extends ObjectName {
  apiVersion: string;
  uid: string;
  /** What this run did to it. */
  outcome: 'created' | 'changed' | 'unchanged';
}

/** `Certificate kasm/kasm-example-com-tls`. */
export function describeObject({ kind, namespace, name }: ObjectName): string {
  return namespace ? `${kind} ${namespace}/${name}` : `${kind} ${name}`;
}

/**
 * What this run has stored or found stored, in the order it was met: it ends in the descriptor, and
 * in the message of a run that did not finish.
 */
export class WriteRecord {
  private readonly seen = new Map<string, SeenObject>();
  private readonly removed = new Set<string>();
  private readonly ofTask = new Set<string>();
  private keepsRelease = false;

  add(object: KubeObject, outcome: SeenObject['outcome']): void {
    const { apiVersion, kind, metadata } = object;
    const { name, namespace, uid = '' } = metadata;
    const key = describeObject({ kind, namespace, name });
    const before = this.seen.get(key);
    this.removed.delete(key);
    this.seen.set(key, {
      apiVersion,
      kind,
      ...(namespace && { namespace }),
      name,
      uid,
      // what was created first and changed then, was created
      outcome:
        before && before.outcome !== 'unchanged' ? before.outcome : outcome,
    });
  }

  remove(object: ObjectName): void {
    this.seen.delete(describeObject(object));
    this.removed.add(describeObject(object));
  }

  /** Whether this run took it away. */
  hasRemoved(object: ObjectName): boolean {
    return this.removed.has(describeObject(object));
  }

  find(object: ObjectName): SeenObject | undefined {
    return this.seen.get(describeObject(object));
  }

  all(): SeenObject[] {
    return [...this.seen.values()];
  }

  /** Tells what this task makes, in this process or an earlier one that it was taken up from. */
  attribute(objects: readonly ObjectName[]): void {
    objects.forEach(object => this.ofTask.add(describeObject(object)));
  }

  /** The release was there before: it is taken over. */
  keepRelease(): void {
    this.keepsRelease = true;
  }

  /** Whether removing the HelmChart would uninstall somebody's Kasm. */
  get releaseIsOlder(): boolean {
    return this.keepsRelease;
  }

  /** What was not there before this task. */
  made(): SeenObject[] {
    return this.all().filter(
      object =>
        object.outcome === 'created' || this.ofTask.has(describeObject(object)),
    );
  }
}
