import type { PartState } from './health';

/** @public */
export interface DatabaseInstanceStatus {
  name: string;
  role: 'primary' | 'replica' | 'unknown';
  state: PartState;
  node?: string;
  reason?: string;
  /** Of the instance, when it is not the cluster's: it does not follow its primary. */
  timeline?: number;
  /** Bytes that it is behind at least, from 16 MiB on; only where the portal may ask it. */
  lag?: number;
}

/**
 * What can be recovered, and what came of the last tries.
 *
 * @public
 */
export interface DatabaseBackupStatus {
  configured: boolean;
  method?: string;
  /** RFC 3339 of the newest completed backup. */
  lastCompletedAt?: string;
  /** Undefined when archiving is not set up. */
  archiving?: boolean;
  /** RFC 3339; nothing before it can be recovered. */
  firstRecoverabilityPoint?: string;
  /** RFC 3339; only when nothing was completed since. */
  lastFailedAt?: string;
  /** RFC 3339; when the one that runs now began. */
  runningSince?: string;
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
  backups: DatabaseBackupStatus;
  /** RFC 3339; since when its phase is not the healthy one. */
  since?: string;
  /** Counts the promotions that there were. */
  timeline?: number;
  /** Where the primary is going; `pending` until that is known. */
  movingTo?: string;
  /** Stopped on purpose. */
  hibernated?: boolean;
  /** Instances in which PostgreSQL is stopped on purpose; `*` is all. */
  fenced?: string[];
  /** The operator leaves it alone, as it was told to. */
  unattended?: boolean;
  /** When CloudNativePG's own certificates end, each moment once. RFC 3339. */
  certificates?: Array<{ names: string[]; expiresAt: string }>;
  /** Managed roles that could not be made. */
  brokenRoles?: Array<{ role: string; error: string }>;
  plugins?: Array<{ name: string; version?: string }>;
  volumes?: {
    count: number;
    /** As requested, for example `20Gi`. */
    size?: string;
    /** Those that are not simply in use. */
    troubled?: Array<{
      name: string;
      state: 'unusable' | 'dangling' | 'initializing' | 'resizing' | 'pending';
    }>;
  };
  /** How many instances may go at once for the sake of maintenance. */
  disruptionBudgets?: Array<{ name: string; allowed: number }>;
  operator?: {
    version?: string;
    /** Undefined when it is not known. */
    available?: boolean;
  };
  /** What the primary says of its WAL; only where the portal may ask it. */
  wal?: {
    /** Write position rounded down to whole GiB: `3/40000000`. */
    position?: string;
    /** Files that wait for the archive: at least so many, from ten on. */
    waiting?: number;
  };
}
