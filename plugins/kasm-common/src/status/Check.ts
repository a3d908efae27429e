/**
 * One line of “Verification”. What it is called and how it is made by hand follows from its id:
 * `describeCheck`.
 *
 * @public
 */
export interface Check {
  /** One of `CHECK_IDS`; a newer backend may know more. */
  id: string;
  result: 'pass' | 'fail' | 'unknown' | 'skipped';
  /**
   * What was seen, or why nothing was. Left out where a check passes that is not the platform's own:
   * what was seen is in the document already.
   */
  evidence?: string;
}
