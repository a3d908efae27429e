import type { KasmAgent, KasmData, KasmImage, KasmSession } from './KasmData';
import type { KasmPlace } from './kasmRelease';

/** Kasm answers a request with a sentence instead of what was asked for. */
export class KasmRefusal extends Error {
  readonly name = 'KasmRefusal';
}

/** Who wants which workspace. */
export interface SessionWish {
  userId: string;
  imageId: string;
  /** Whether somebody stays with it; else only `keepAlive` keeps it from ending. */
  inUse?: boolean;
  /** How many times quicker than usual it starts and ends. */
  haste?: number;
}

/** What an agent gets when it registers, as Kasm's autoscaling copies it. */
export type AgentSetUp = Partial<
  Pick<KasmAgent, 'autoscaled' | 'coresOverride' | 'memoryOverride'>
>;

/** One running Kasm: what is in its database as of now, and what changes it. */
export interface KasmInstallation {
  readonly place: KasmPlace;
  /** Its public host. */
  readonly host: string;
  /** Where its agents' machines are; undefined when nothing says it. */
  readonly agentNamespace?: string;
  /** Version of the control plane, such as `1.18.1`. */
  readonly version: string;
  /** Whether its API answers unreliably. */
  readonly isErratic: boolean;
  /** Whether the keys of its API have expired. */
  readonly keysExpired: boolean;
  /** Brought up to the present whenever the installation is asked for. */
  readonly data: KasmData;

  status(agent: KasmAgent): 'running' | 'missing';
  /** When it reported last, in milliseconds since 1970. */
  lastReport(agent: KasmAgent): number;
  pulled(agent: KasmAgent): KasmImage[];
  /** Used bytes of its disk. */
  usedDisk(agent: KasmAgent): number;
  /** In percent. */
  progress(session: KasmSession): number;
  /** Whether an enabled agent has pulled it. */
  isAvailable(image: KasmImage): boolean;
  /** How many more sessions of the smallest enabled workspace fit. */
  slots(): number;

  /** Throws KasmRefusal when there is no room, or nobody to ask for it. */
  request(wish: SessionWish): KasmSession;
  keepAlive(session: KasmSession): void;
  /** Ends it and keeps its container. */
  stop(session: KasmSession): void;
  /** Starts a stopped one again. */
  resume(session: KasmSession): void;
  destroy(session: KasmSession): void;
  enable(agent: KasmAgent, enabled: boolean): void;
  /** Removes an agent's record, and its sessions. */
  remove(agent: KasmAgent): void;
  /** The next agent that registers from this machine, `namespace/name`, is enabled at once. */
  welcome(machine: string, setUp?: AgentSetUp): void;
  /** Brings the data up to the present; needed after something around it was changed. */
  settle(): void;
}
