/** What is wrong with databases. Places are `namespace/name` of the Cluster, or of an instance's pod. */
export interface DatabaseDisturbances {
  /** Clusters that find nobody to take over when their primary is lost. */
  withoutSuccessor: Set<string>;
  /** Instances whose disk is full. */
  full: Set<string>;
  /** Clusters all of whose connections are taken. */
  crowded: Set<string>;
  /** Clusters whose object store cannot be reached, with what the tools say then. */
  unreachableStore: Map<string, string>;
  /** Clusters whose backups fail, with what the tools say then. */
  failingBackups: Map<string, string>;
}

/** Nothing is. */
export const noDatabaseDisturbances = (): DatabaseDisturbances => ({
  withoutSuccessor: new Set(),
  full: new Set(),
  crowded: new Set(),
  unreachableStore: new Map(),
  failingBackups: new Map(),
});
