import type { KasmReader } from './KasmReader';

/**
 * A session of Kasm, reduced to what the portal needs: no user, no address, no token.
 *
 * @public
 */
export interface KasmSession {
  id: string;
  /** Agent that runs it; undefined while it is being placed. */
  agentId?: string;
  /** As Kasm says it: `requested`, `starting`, `running`, `stopped`, `paused`, … */
  status: string;
}

/**
 * An agent as Kasm knows it.
 *
 * @public
 */
export interface KasmAgent {
  id: string;
  /** Host name or address that it registered with. */
  hostname: string;
  enabled?: boolean;
  /** `running`, `missing`, …; undefined when this Kasm does not say. */
  status?: string;
  /** Made by Kasm's own autoscaling, which also removes it. */
  autoscaled?: boolean;
}

/** @public */
export interface KasmCallOptions {
  signal?: AbortSignal;
  /** Milliseconds; default 10,000. */
  deadline?: number;
}

/**
 * Kasm's API of one deployment, asked at the host that the configuration binds its key to. Every
 * failure is a {@link KasmApiError}, and no failure has a key in it.
 *
 * @public
 */
export interface KasmApi {
  /** Whether a key is configured that may change agents. */
  readonly managesAgents: boolean;
  sessions(options?: KasmCallOptions): Promise<KasmSession[]>;
  agents(options?: KasmCallOptions): Promise<KasmAgent[]>;
  setAgentEnabled(
    id: string,
    enabled: boolean,
    options?: KasmCallOptions,
  ): Promise<void>;
  /** Removes an agent's record; resolves also when it is not there. */
  deleteAgent(id: string, options?: KasmCallOptions): Promise<void>;
}

/**
 * Kasm's APIs by deployment.
 *
 * @public
 */
export interface KasmApis {
  /**
   * Undefined when the configuration has no key for `<cluster>/<name>`, or binds that key to another
   * host than the caller means.
   */
  api(ref: string, host?: string): KasmApi | undefined;
  /** The same, for looking only: with the read-only key, and with more of what Kasm says. */
  reader(ref: string, host?: string): KasmReader | undefined;
  /** The host that the key of `<cluster>/<name>` is bound to; undefined when there is no key. */
  hostOf(ref: string): string | undefined;
  close(): Promise<void>;
}
