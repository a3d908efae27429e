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
  /** Whether this run changed something. */
  wrote: boolean;
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

  add(object: KubeObject, wrote: boolean): void {
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
      wrote: wrote || before?.wrote === true,
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
}
