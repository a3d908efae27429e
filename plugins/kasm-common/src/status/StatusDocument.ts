import type { AgentsStatus } from './AgentsStatus';
import type { ChainLink } from './ChainLink';
import type { Check } from './Check';
import type { ComponentStatus, ReleaseStatus } from './ControlPlaneStatus';
import type { DatabaseStatus } from './DatabaseStatus';
import type { DeploymentStatus } from './DeploymentStatus';
import type { Finding } from './Finding';
import type { IngressStatus } from './IngressStatus';
import type { Health } from './health';
import type { SourceName, SourceStatus } from './sources';

/** @public */
export interface Change {
  /** RFC 3339. */
  at: string;
  what: string;
  who?: string;
}

/**
 * The judged document that people and programs read: a pure function of the observation and the
 * clock. Served by `GET /api/kasm/v1/deployments/{cluster}/{name}`.
 *
 * @public
 */
export interface StatusDocument {
  deployment: DeploymentStatus;
  health: Health;
  /** One sentence a tired person understands. */
  summary: string;
  headline: {
    /** RFC 3339; when this health began, as far as the objects tell. */
    since?: string;
    /** First blocked link of the chain. */
    blockedAt?: ChainLink;
  };
  /** Hash of the document without its moving timestamps: equal on every replica, and the ETag. */
  revision: string;
  /** RFC 3339. */
  observedAt: string;
  sources: Partial<Record<SourceName, SourceStatus>>;
  controlPlane?: { release?: ReleaseStatus; components: ComponentStatus[] };
  database?: DatabaseStatus;
  ingress?: IngressStatus;
  agents?: AgentsStatus;
  /** Absent when the Kasm API is not configured. */
  sessions?: { now: number; before?: number; asOf: string };
  /** Room for more sessions; absent while nobody can tell. */
  capacity?: {
    /** How many more of the smallest workspace that can be started. */
    slots: number;
    /** Which workspace that is. */
    image: string;
    /** Free in all enabled agents that check in. */
    freeCores: number;
    /** Bytes. */
    freeMemory: number;
  };
  /** Of the last 24 hours, newest first, at most ten. */
  changes: Change[];
  checks: Check[];
  findings: Finding[];
}
