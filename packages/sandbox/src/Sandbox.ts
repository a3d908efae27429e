import type { ClusterStore } from './apiserver/ClusterStore';

/** How to start the sandbox; everything has a default. */
export interface SandboxOptions {
  /** Ports on 127.0.0.1; 0 picks free ones. */
  ports?: {
    rke2?: number;
    harvester?: number;
    kasm?: number;
    control?: number;
  };
  /** Root domain; default `sandbox.localhost`, which browsers resolve to loopback. */
  domain?: string;
  /** Simulated seconds per second; default 1. With 0 time moves only by `clock.advance`. */
  speed?: number;
  /** Whether the healthy deployment `workspaces` is there from the start; default true. */
  seeded?: boolean;
  /**
   * How many healthy deployments there are besides, for trying out and measuring what many are like:
   * `fleet-0001`, `fleet-0002` and so on, each with ten agents. Default none.
   */
  fleet?: number;
}

/** One fault that can be injected and healed. */
export interface FaultInfo {
  id: string;
  title: string;
  /** What it does, in one sentence. */
  description: string;
  /** What kind of thing it hits, for those who choose from a list. */
  area: string;
  /** Whether it hits one deployment, which may be named. */
  takesTarget: boolean;
  active: boolean;
  /** The deployment that it hits, when one was named. */
  target?: string;
}

/** How fast everything that takes time goes. Clocks stay real: `now` and what objects note. */
export interface SandboxTime {
  /** Simulated seconds per second. */
  readonly speed: number;
  /** Throws RangeError for what is no speed; 0 stands still. */
  setSpeed(speed: number): void;
  /** Lets so many simulated milliseconds pass at once. */
  advance(milliseconds: number): Promise<void>;
}

/** A running sandbox: two Kubernetes APIs, Kasm's public host and a control port. */
export interface Sandbox {
  readonly domain: string;
  /** YAML with contexts `rke2` and `harvester` (admin), and `rke2-reader`, `rke2-writer`, `harvester-reader`. */
  readonly kubeconfig: string;
  /** Called with the new text when the kubeconfig changes; returns the function that ends that. */
  onKubeconfig(listener: (kubeconfig: string) => void): () => void;
  /** PEM of the CA that signed every certificate of the sandbox. */
  readonly ca: string;
  readonly clusters: {
    rke2: { url: string; store: ClusterStore };
    harvester: { url: string; store: ClusterStore };
  };
  /** Port of `https://<host>/` on 127.0.0.1. */
  readonly kasmPort: number;
  readonly controlUrl: string;
  readonly clock: SandboxTime;
  faults(): FaultInfo[];
  /**
   * Throws with the known ids when the id is not known. A fault hits the seeded deployment, or the one
   * of which `target` is the portal's name.
   */
  inject(id: string, target?: string): void;
  heal(id?: string): void;
  /** Closes every socket and timer; may be called again. */
  stop(): Promise<void>;
}
