import type { StoredObject } from '../../apiserver/ClusterStore';

/** How a container ended. */
export interface ContainerResult {
  exitCode: number;
  /** What the container left in its termination log. */
  message?: string;
  /** Last lines before the end. */
  lines?: string[];
}

/** What a container does when it runs: the sandbox has no images, so this plays them. */
export type ContainerProgram =
  /** Runs until it is stopped, ready after a while. */
  | { does: 'serve'; readyAfter: number; lines?: string[] }
  /** Does its work and ends; the result is asked for at the end. */
  | { does: 'end'; after: number; result(): ContainerResult; lines?: string[] }
  /** Asks once a second, then ends well. */
  | { does: 'wait'; until(): boolean; asking: string; answered?: string };

/** A container as the pod's spec has it. */
export interface ContainerSpec {
  name: string;
  image: string;
  env?: Array<{
    name: string;
    value?: string;
    valueFrom?: {
      secretKeyRef?: { name: string; key: string; optional?: boolean };
    };
  }>;
  [field: string]: unknown;
}

/** Chooses what a container does; the first chooser that answers wins. */
export type ProgramChooser = (
  pod: StoredObject,
  container: ContainerSpec,
  isInit: boolean,
) => ContainerProgram | undefined;
