import type { PartState } from './health';

/** @public */
export interface AgentStatus {
  name: string;
  state: PartState;
  /** KubeVirt's `printableStatus`. */
  vmStatus?: string;
  node?: string;
  address?: string;
  guestAgent?: boolean;
  reason?: string;
}

/** @public */
export interface AgentsStatus {
  ready: number;
  desired: number;
  items: AgentStatus[];
}
