import type {
  DeploymentDescriptor,
  DeploymentNames,
  KasmDeploymentSpec,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type {
  ClusterConfig,
  KasmApi,
  KubeClient,
  Resolve,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { AgentPlace } from './agentPlace';
import type { Deadlines } from './deadlines';
import type { EndpointProbe } from './endpointProbe';
import type { Progress } from './progress';
import type { WriteRecord } from './WriteRecord';

/** One deployment that an action works on, as far as it is known before the cluster is asked. */
export interface RunContext {
  readonly spec: KasmDeploymentSpec;
  readonly names: DeploymentNames;
  /** Configuration of the cluster that the control plane goes to. */
  readonly cluster: ClusterConfig;
  /** Speaks with the writer's credential. */
  readonly client: KubeClient;
  /** Where its agent VMs live; undefined when the spec does not say. Throws when nothing may be written there. */
  readonly agentPlace?: () => AgentPlace | undefined;
  /** Kasm's own API; undefined when no key is configured for this deployment. */
  readonly kasmApi?: KasmApi;
  readonly deadlines: Deadlines;
  readonly progress: Progress;
  readonly written: WriteRecord;
  readonly probe: EndpointProbe;
  /** How names of hosts are looked up; the machine's own resolver when absent. */
  readonly resolve?: Resolve;
  /** Aborts when the task is cancelled. Waits and reads end at once, a write in flight is finished. */
  readonly signal: AbortSignal;
  /** Nothing is stored; the server only says what would be. */
  readonly dryRun: boolean;
  /** Milliseconds between two looks at the cluster. */
  readonly pollInterval: number;
  readonly task: string;
  readonly user?: string;
  /** Objects that nobody's label is on become this deployment's: an installation is taken over. */
  readonly adopting?: boolean;
  /** When it is cancelled, what this task made is removed again. */
  readonly rollsBack?: boolean;
  now(): Date;
}

/** What the preflight found out. */
export interface Facts {
  /** What the HelmChart's CRD offers here. */
  readonly helm: { failurePolicy: 'retry' | 'abort'; forceConflicts: boolean };
  /** Name of the field by which Traefik's ServersTransport takes CAs here; `rootCAs` when absent. */
  readonly rootCAsField?: 'rootCAs' | 'rootCAsSecrets';
  /** Address of the cluster's DNS Service, where the chart has to be told. */
  readonly nginxResolver?: string;
  /** The database was initialised by an earlier run: it must not happen again. */
  readonly initialised: boolean;
  /** Descriptor of an earlier run with the same values. */
  readonly descriptor?: DeploymentDescriptor;
  /** Made once per deployment, when backups are on. */
  readonly archiveServerName?: string;
  /** Its namespaces let nothing through by themselves: NetworkPolicies have to be written. */
  readonly networkPoliciesNeeded?: boolean;
  /** The deployment was retired, and this run attaches its kept database again. */
  readonly reattach?: boolean;
}

/** One run after the preflight. */
export interface PreparedRun extends RunContext {
  readonly facts: Facts;
}

/**
 * One step. It writes, and returns what has to be waited for before the next step begins.
 * Idempotent: it reads where things stand from the cluster, never from the task.
 */
export interface Step {
  readonly id: string;
  readonly title: string;
  write(run: PreparedRun): Promise<void | (() => Promise<void>)>;
  /**
   * Begins when the step is done and goes on beside those that follow, until `run.signal` aborts. It
   * only tells; what it cannot see does not matter.
   */
  beside?(run: PreparedRun): Promise<void>;
}
