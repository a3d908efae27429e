/**
 * How many objects of each namespace are kept: one tenant's flood must not take the memory of all.
 * Keeps the keys of those that were left out, so that it is known when all are there again.
 */
export class Room {
  private readonly kept = new Map<string, number>();
  private readonly out = new Map<string, Set<string>>();
  /** Namespaces that were told to have some left out. */
  private readonly told = new Set<string>();

  constructor(
    private readonly most = Infinity,
    private readonly onLeftOut: (namespace: string) => void = () => {},
  ) {}

  leftOut(namespace: string): number {
    return this.out.get(namespace)?.size ?? 0;
  }

  /** Whether there is room for an object that is not kept yet. */
  take(key: string): boolean {
    if (this.most === Infinity) return true;
    const namespace = namespaceOf(key);
    const count = this.kept.get(namespace) ?? 0;
    if (count < this.most) {
      this.kept.set(namespace, count + 1);
      this.forget(namespace, key);
      return true;
    }
    const left = this.out.get(namespace) ?? new Set();
    this.out.set(namespace, left.add(key));
    if (left.size === 1) this.tell(namespace);
    return false;
  }

  /** An object is gone, whether it was kept or not. */
  leave(key: string, wasKept: boolean): void {
    if (this.most === Infinity) return;
    const namespace = namespaceOf(key);
    const count = this.kept.get(namespace) ?? 0;
    if (!wasKept) this.forget(namespace, key);
    else if (count > 1) this.kept.set(namespace, count - 1);
    else this.kept.delete(namespace);
  }

  /** Before a new list, which says again what there is. */
  forgetLeftOut(): void {
    this.out.clear();
  }

  /** After it. */
  tellChanges(): void {
    for (const namespace of [...this.told]) {
      if (!this.out.has(namespace)) this.tell(namespace);
    }
  }

  private forget(namespace: string, key: string): void {
    const left = this.out.get(namespace);
    if (left?.delete(key) && left.size === 0) {
      this.out.delete(namespace);
      this.tell(namespace);
    }
  }

  private tell(namespace: string): void {
    if (this.out.has(namespace)) this.told.add(namespace);
    else this.told.delete(namespace);
    this.onLeftOut(namespace);
  }
}

/** Of `<namespace>/<name>`; empty for objects without a namespace. */
export function namespaceOf(key: string): string {
  const slash = key.indexOf('/');
  return slash < 0 ? '' : key.slice(0, slash);
}
