/** @public */
export interface Check {
  id: string;
  title: string;
  result: 'pass' | 'fail' | 'unknown' | 'skipped';
  /** What was seen, or why nothing was. */
  evidence: string;
  /** The line that a person would type. */
  command?: string;
}
