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

/** The ways in which one check can end. */
export interface Verdicts {
  pass(detail: string): PreflightCheck;
  skipped(detail: string): PreflightCheck;
  warn(detail: string, remedy: string): PreflightCheck;
  fail(detail: string, remedy: string): PreflightCheck;
  unknown(detail: string, remedy: string): PreflightCheck;
}

/** `const check = about('cnpg-operator', 'CloudNativePG')`, then `check.pass('…')`. */
export function about(id: string, title: string): Verdicts {
  const end =
    (status: PreflightCheck['status']) =>
    (detail: string, remedy?: string): PreflightCheck => ({
      id,
      title,
      status,
      detail,
      ...(remedy !== undefined && { remedy }),
    });
  return {
    pass: end('pass'),
    skipped: end('skipped'),
    warn: end('warn'),
    fail: end('fail'),
    unknown: end('unknown'),
  };
}
