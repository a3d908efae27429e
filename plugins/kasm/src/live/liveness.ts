import type { DeploymentView } from './DeploymentView';
import { SLOW } from './pace';

/**
 * How far what is shown may be trusted to be how things are:
 * `live` was confirmed a moment ago, `reconnecting` missed the last attempt, `past` is history.
 *
 * @internal
 */
export type Liveness = 'connecting' | 'live' | 'reconnecting' | 'past';

/** Half a slow interval of grace, for an answer that takes its time. */
const TRUSTED_FOR = SLOW * 1.5;

/** @internal */
export function liveness(view: DeploymentView, now: number): Liveness {
  if (view.seenAt === undefined) {
    return view.failures > 0 ? 'reconnecting' : 'connecting';
  }
  if (now - view.seenAt > TRUSTED_FOR) return 'past';
  return view.failures > 0 ? 'reconnecting' : 'live';
}
