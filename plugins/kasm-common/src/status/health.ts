/**
 * How a deployment is doing. `unknown` is what we could not see: it is never shown as healthy.
 *
 * @public
 */
export type Health =
  | 'healthy'
  | 'progressing'
  | 'degraded'
  | 'down'
  | 'unknown';

/**
 * How much a finding hurts. `critical` makes a deployment down, `error` degraded;
 * `warning` and `info` leave it healthy.
 *
 * @public
 */
export type Severity = 'critical' | 'error' | 'warning' | 'info';

/**
 * State of one part (a component, an instance, an agent) in words that a person reads.
 *
 * @public
 */
export type PartState =
  | 'ok'
  | 'progressing'
  | 'failing'
  | 'stopped'
  | 'missing'
  | 'unknown';
