import type {
  Finding,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { Observation } from '../../observation/Observation';
import { evaluate } from '../evaluate';
import { healthyObservation, NOW } from './healthyObservation';

type Change = (observation: Observation) => void;

/** The healthy observation with a change made to it. */
export function changed(change: Change): Observation {
  const observation = healthyObservation();
  change(observation);
  return observation;
}

/** What is said of the healthy observation after a change to it. */
export function judged(change: Change, now: Date = NOW): StatusDocument {
  return evaluate(changed(change), now);
}

/** A finding of a status, by id. */
export function findingOf(
  status: StatusDocument,
  id: string,
): Finding | undefined {
  return status.findings.find(finding => finding.id === id);
}

/** The one finding of that id after a change to the healthy observation. */
export function found(id: string, change: Change): Finding | undefined {
  return findingOf(judged(change), id);
}
