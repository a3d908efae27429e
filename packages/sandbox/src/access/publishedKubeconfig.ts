/** The kubeconfig as people have it: the one that was last given out. */
export interface PublishedKubeconfig {
  readonly text: string;
  /** Gives out a new one. */
  publish(): void;
  onChange(listener: (text: string) => void): () => void;
}

/** Gives out what `write` makes now, and again when told to. */
export function publishedKubeconfig(write: () => string): PublishedKubeconfig {
  const listeners = new Set<(text: string) => void>();
  let text = write();
  return {
    get text() {
      return text;
    },
    publish() {
      text = write();
      listeners.forEach(listener => listener(text));
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
