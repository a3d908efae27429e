/** What is in the databases of one Cluster. */
export interface Contents {
  /** Passwords of the roles that have one. */
  passwords: Map<string, string>;
  /** Databases that Kasm's initialisation has filled. */
  initialised: Set<string>;
}

const copyOf = ({ passwords, initialised }: Contents): Contents => ({
  passwords: new Map(passwords),
  initialised: new Set(initialised),
});

/** What is in the databases: no object of the API shows it. Clusters are named by their uid. */
export class DatabaseContents {
  private readonly byCluster = new Map<string, Contents>();

  /** What is in a Cluster's databases; nothing at first. */
  of(uid: string): Contents {
    const known = this.byCluster.get(uid);
    if (known) {
      return known;
    }
    const empty = { passwords: new Map(), initialised: new Set<string>() };
    this.byCluster.set(uid, empty);
    return empty;
  }

  /** As it is now, for a backup. */
  snapshot(uid: string): Contents {
    return copyOf(this.of(uid));
  }

  /** Puts what a backup holds into a Cluster. */
  restore(uid: string, contents: Contents): void {
    this.byCluster.set(uid, copyOf(contents));
  }

  /** The Cluster is gone, and its volumes with it. */
  forget(uid: string): void {
    this.byCluster.delete(uid);
  }
}
