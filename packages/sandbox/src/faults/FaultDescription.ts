import { deploymentFaults } from './deploymentFaults';
import { weatherFaults } from './weatherFaults';

/** A fault as people choose it. */
export interface FaultDescription {
  id: string;
  title: string;
  /** What it does, in one sentence. */
  description: string;
}

/** Every fault that the sandbox knows. */
export const FAULTS: readonly FaultDescription[] = [
  ...deploymentFaults,
  ...weatherFaults,
];
