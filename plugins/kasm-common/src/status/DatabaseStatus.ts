import type { PartState } from './health';

/** @public */
export interface DatabaseInstanceStatus {
  name: string;
  role: 'primary' | 'replica' | 'unknown';
  state: PartState;
  node?: string;
  reason?: string;
}

/** @public */
export interface DatabaseStatus {
  name: string;
  namespace: string;
  /** CloudNativePG's own words, for example `Cluster in healthy state`. */
  phase?: string;
  primary?: string;
  ready: number;
  desired: number;
  major?: number;
  instances: DatabaseInstanceStatus[];
  backups: {
    configured: boolean;
    method?: string;
    /** RFC 3339 of the newest completed backup. */
    lastCompletedAt?: string;
    /** Undefined when archiving is not set up. */
    archiving?: boolean;
  };
}
