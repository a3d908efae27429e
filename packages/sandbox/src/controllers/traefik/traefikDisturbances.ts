/** What is wrong on the way to Traefik. */
export interface TraefikDisturbances {
  /** Whether something in front of it, such as a firewall, lets nobody through. */
  readonly unreachable: boolean;
  setUnreachable(unreachable: boolean): void;
  onChange(listener: () => void): () => void;
}

/** Nothing is. */
export function noTraefikDisturbances(): TraefikDisturbances {
  const listeners = new Set<() => void>();
  let unreachable = false;
  return {
    get unreachable() {
      return unreachable;
    },
    setUnreachable(next) {
      unreachable = next;
      listeners.forEach(listener => listener());
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
