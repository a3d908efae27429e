import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import type { ContainerResult } from '../kubelet/ContainerProgram';
import { goDuration } from '../machinery/goDuration';
import type { Chart } from './Chart';
import type { HelmDisturbances } from './helmDisturbances';

/** Helm's own, when the HelmChart has none. */
const DEFAULT_TIMEOUT = '5m0s';

/** What helm works on. */
export interface HelmWorld {
  store: ClusterStore;
  clock: Clock;
  charts: Chart[];
  disturbances: HelmDisturbances;
}

/** What the controller gave the Job along. */
export interface JobOrder {
  /** The release's revision when the Job was made; 0 for none. */
  revision: number;
  /** Go to the release, so that the controller knows it again. */
  labels: Record<string, string>;
}

/** A run of helm; yields milliseconds to wait for. */
export type HelmRun = Generator<number, ContainerResult>;

/** How long helm may wait for something, in milliseconds. */
export const patienceOf = ({ spec }: StoredObject): number =>
  goDuration(spec.timeout ?? DEFAULT_TIMEOUT);

/** What an error says. */
export const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
