/**
 * The places that facts come from.
 *
 * @public
 */
export type SourceName =
  | 'controlPlane'
  | 'release'
  | 'database'
  | 'certificate'
  | 'ingress'
  | 'agentVms'
  | 'kasmApi'
  | 'endpoint';

/**
 * What came of looking. `ok` and `empty` were seen; all others were not, and whatever depends on
 * them is unknown. `stale` was seen once and could not be refreshed since.
 *
 * @public
 */
export type SourceState =
  | 'ok'
  | 'empty'
  | 'notInstalled'
  | 'notConfigured'
  | 'forbidden'
  | 'unauthenticated'
  | 'unreachable'
  | 'stale';

/**
 * One source as the status document shows it.
 *
 * @public
 */
export interface SourceStatus {
  state: SourceState;
  /** RFC 3339; when the source entered this state. */
  since?: string;
  /** RFC 3339; when something was last heard from the source. Not part of the revision. */
  seen?: string;
  /** One sentence naming verb, resource and namespace; present unless the state is `ok`. */
  reason?: string;
  /** True for sources whose absence leaves the judgement intact. */
  optional?: boolean;
}
