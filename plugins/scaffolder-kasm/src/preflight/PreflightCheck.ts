/** How one thing stands before anything is written. Only `fail` stops a run. */
export interface PreflightCheck {
  /** Stable: `cnpg-operator`. */
  id: string;
  /** What was looked at, in words. */
  title: string;
  /** `unknown` when the portal may not look, `skipped` when it does not apply. */
  status: 'pass' | 'warn' | 'fail' | 'unknown' | 'skipped';
  /** What was found; one sentence without a full stop. */
  detail: string;
  /** What to do; for everything but `pass` and `skipped`. */
  remedy?: string;
}
