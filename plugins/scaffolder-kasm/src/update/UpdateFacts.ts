/** What an update has to know of the cluster before it decides. */
export interface UpdateFacts {
  /** The HelmChart as it is; undefined when it is gone. */
  chart?: {
    version?: string;
    /** What its values say of initialising the database. */
    initialize?: boolean;
  };
  /** Kasm's API came past its database: that is initialised. */
  databaseUsed: boolean;
  /** PostgreSQL's image as it runs. */
  databaseImage?: string;
  /** Volumes of the database; undefined when the portal may not see them. */
  volumes?: Array<{ name: string; size?: string; expandable?: boolean }>;
}
