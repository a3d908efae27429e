import type { PartState } from './health';

/** @public */
export interface ComponentStatus {
  /** Value of `app.kubernetes.io/component`: proxy, api, manager, guac, rdp-gateway, … */
  role: string;
  state: PartState;
  /** Deployment name, for commands. Absent when the component is missing. */
  deployment?: string;
  ready: number;
  desired: number;
  /** Image tag. */
  version?: string;
  /** One sentence when the state is not `ok`. */
  reason?: string;
  /** RFC 3339 of the newest rollout. */
  rolledOutAt?: string;
}

/** @public */
export interface ReleaseStatus {
  delivery: 'helmchart' | 'external';
  version?: string;
  state: PartState;
  reason?: string;
}
