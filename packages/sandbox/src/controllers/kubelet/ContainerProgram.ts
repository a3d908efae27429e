import type { StoredObject } from '../../apiserver/ClusterStore';

/** How a container ended. */
export interface ContainerResult {
  exitCode: number;
  /** `OOMKilled` and the like, where it is not simply `Completed` or `Error`. */
  reason?: string;
  /** What the container left in its termination log. */
  message?: string;
  /** Last lines before the end. */
  lines?: string[];
}

/** What a container does when it runs: the sandbox has no images, so this plays them. */
export type ContainerProgram =
  /** Runs until it is stopped, ready after a while, and as long as its own check says so. */
  | {
      does: 'serve';
      readyAfter: number;
      ready?(): boolean;
      lines?: string[];
    }
  /** Does its work and ends; the result is asked for at the end. */
  | { does: 'end'; after: number; result(): ContainerResult; lines?: string[] }
  /** Works step by step: each one says after how long the next is due, or how it ended. */
  | {
      does: 'work';
      after: number;
      step(): ContainerResult | number;
      lines?: string[];
    }
  /** Asks once a second, then ends well. */
  | { does: 'wait'; until(): boolean; asking: string; answered?: string };

/** Where a container's environment comes from. */
export interface EnvironmentSource {
  name: string;
  optional?: boolean;
}

/** A container as the pod's spec has it. */
export interface ContainerSpec {
  name: string;
  image: string;
  env?: Array<{
    name: string;
    value?: string;
    valueFrom?: {
      secretKeyRef?: EnvironmentSource & { key: string };
      configMapKeyRef?: EnvironmentSource & { key: string };
    };
  }>;
  envFrom?: Array<{
    secretRef?: EnvironmentSource;
    configMapRef?: EnvironmentSource;
  }>;
  readinessProbe?: { periodSeconds?: number; failureThreshold?: number };
  livenessProbe?: {
    periodSeconds?: number;
    failureThreshold?: number;
    tcpSocket?: unknown;
  };
  restartPolicy?: string;
  [field: string]: unknown;
}

/** Chooses what a container does; the first chooser that answers wins. */
export type ProgramChooser = (
  pod: StoredObject,
  container: ContainerSpec,
  isInit: boolean,
) => ContainerProgram | undefined;
