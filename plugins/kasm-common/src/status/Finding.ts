import type { Severity } from './health';

/** @public */
export interface RemedyStep {
  text: string;
  /** Holds validated names only; safe to copy into a shell. */
  command?: string;
}

/** @public */
export interface Finding {
  /** Stable; the runbook has one anchor of this name per finding. */
  id: string;
  severity: Severity;
  title: string;
  /** RFC 3339: when the state changed in the object, not when we first saw it. */
  since?: string;
  /** What it concerns, for example a pod or VM name; with `id` it identifies the finding. */
  subject?: string;
  /** Untrusted text from clusters, cleaned: at most five lines of at most 200 characters. */
  evidence: string[];
  remedy: RemedyStep[];
  /** `<page>/#<anchor>` below the runbook's root. */
  runbook: string;
  /**
   * Younger than the time it has to hold: shown at once, but judged as progress until then, since
   * clusters repair much by themselves.
   */
  settling?: boolean;
  /** Key (`id` or `id:subject`) of the finding that explains this one. */
  explainedBy?: string;
}
