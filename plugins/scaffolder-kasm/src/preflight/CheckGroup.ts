import type { Facts, RunContext } from '../run/RunContext';
import type { Looks } from './Looks';
import type { PreflightCheck } from './PreflightCheck';

/** What checks are made with. */
export interface Looking {
  readonly run: RunContext;
  /** At the cluster of the control plane. */
  readonly looks: Looks;
  /** `kasm.deployments`: they have names too. */
  readonly configured: readonly unknown[];
}

/** What one group of checks came to. */
export interface Found {
  checks: PreflightCheck[];
  facts?: Partial<Facts>;
}

/** Checks that look at the same things. Never rejects but when the run is cancelled. */
export type CheckGroup = (looking: Looking) => Promise<Found>;
