import type { PartState } from './health';

/** @public */
export interface ComponentStatus {
  /** Value of `app.kubernetes.io/component`: proxy, api, manager, guac, rdp-gateway, … */
  role: string;
  state: PartState;
  /** Deployment name, for commands. Absent when the component is missing. */
  deployment?: string;
  /** Absent for a Deployment. */
  kind?: 'StatefulSet';
  ready: number;
  desired: number;
  /** Image tag. */
  version?: string;
  /** One sentence when the state is not `ok`. */
  reason?: string;
  /** What its init containers wait for now: another role, or `database`. */
  waitsFor?: string;
  /**
   * What it uses of its limits, percent in steps of ten, and only from 80 on; absent where nothing
   * measures it.
   */
  usage?: { cpu?: number; memory?: number };
  /** RFC 3339 of the newest rollout. */
  rolledOutAt?: string;
}

/** @public */
export interface ReleaseStatus {
  delivery: 'helmchart' | 'external';
  /** Of the chart. */
  version?: string;
  /** Of Kasm, as the release labels what it made. */
  appVersion?: string;
  state: PartState;
  reason?: string;
  /** What Helm does after a failure: `retry`, `abort` or `reinstall`. */
  policy?: string;
  /** Why Helm failed first; what it says later is only that it failed before. */
  firstFailure?: {
    /** RFC 3339. */
    at: string;
    /** Without secrets. */
    message: string;
  };
}
