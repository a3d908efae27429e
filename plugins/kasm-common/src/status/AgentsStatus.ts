import type { PartState } from './health';

/**
 * An agent as Kasm itself knows it.
 *
 * @public
 */
export interface KasmAgentStatus {
  /** Whether it gets sessions; absent when Kasm does not say. */
  enabled?: boolean;
  /** Kasm's own word, such as `missing` or `draining`; absent while it is `running`. */
  status?: string;
  /**
   * How it checks in: `fresh` within 60 seconds, `late` after that, `lost` after five minutes. Absent
   * when Kasm does not say, or cannot be seen now.
   */
  checkIn?: 'fresh' | 'late' | 'lost';
  /** That it runs now; absent when sessions are not known. */
  sessions?: number;
  /** Absent while it is the control plane's. */
  version?: string;
  /** Absent while there is only one. */
  zone?: string;
  /** Free for further sessions, by its overrides; absent when its use is not known. */
  coresFree?: number;
  /** Bytes; like `coresFree`. */
  memoryFree?: number;
  /** How many more of the smallest workspace fit on it. */
  slots?: number;
}

/**
 * A VM that is to be an agent, an agent that Kasm knows, or, as a rule, both.
 *
 * @public
 */
export interface AgentStatus {
  /** Of its VM; without one, the name or address with which it registered. */
  name: string;
  state: PartState;
  /** KubeVirt's `printableStatus`; absent for an agent without a VM that the portal sees. */
  vmStatus?: string;
  node?: string;
  address?: string;
  guestAgent?: boolean;
  /** As given to the guest. */
  cores?: number;
  /** Bytes, as given to the guest. */
  memory?: number;
  /** Absent when Kasm does not know it, or its API is not configured. */
  kasm?: KasmAgentStatus;
  /** One sentence when the state is not `ok`. */
  reason?: string;
}

/** @public */
export interface AgentsStatus {
  /** That can take sessions: the VM runs and, as far as Kasm is asked, it is enabled and checks in. */
  ready: number;
  /** That are meant to. */
  desired: number;
  items: AgentStatus[];
}
