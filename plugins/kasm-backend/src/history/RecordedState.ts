import type {
  Health,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { certainFindings } from '../transitions/transitionOf';

/** The longest summary that is kept, as the column is. */
const SUMMARY_LENGTH = 300;

/**
 * What history compares of two judgements. Of findings only the ids: their subjects and evidence hold
 * names and text from clusters, which are nobody's business in three months.
 */
export interface RecordedState {
  health: Health;
  /** In order of importance. */
  findings: string[];
}

/** A state at its time, in the sentence that people saw. */
export interface JudgedState extends RecordedState {
  ref: string;
  /** Milliseconds since 1970. */
  at: number;
  summary: string;
}

export function judgedState(status: StatusDocument): JudgedState {
  return {
    ref: status.deployment.ref,
    at: Date.parse(status.observedAt),
    health: status.health,
    findings: [...new Set(certainFindings(status).map(({ id }) => id))],
    summary: [...status.summary].slice(0, SUMMARY_LENGTH).join(''),
  };
}

/** What came and what went; undefined when nothing did. */
export function difference(
  before: RecordedState | undefined,
  after: RecordedState,
): { appeared: string[]; cleared: string[] } | undefined {
  const old = before?.findings ?? [];
  const appeared = after.findings.filter(id => !old.includes(id));
  const cleared = old.filter(id => !after.findings.includes(id));
  return before?.health === after.health &&
    appeared.length === 0 &&
    cleared.length === 0
    ? undefined
    : { appeared, cleared };
}
