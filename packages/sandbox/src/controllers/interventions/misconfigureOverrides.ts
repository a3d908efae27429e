import type { KasmPlace } from '../kasmApp/kasmRelease';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { agentOf, kasmOf } from './kasmOf';

const MIB = 1024 ** 2;
/** Somebody counted in hundredths of a core. */
const CORES_FACTOR = 100;

/**
 * An agent's overrides cannot be right: megabytes where bytes are meant, and a hundred times its cores.
 *
 * @public
 */
export function misconfigureOverrides(
  controllers: Controllers,
  place: KasmPlace,
): Heal {
  const agent = agentOf(kasmOf(controllers, place));
  const { coresOverride, memoryOverride } = agent;
  Object.assign(agent, {
    coresOverride: agent.cores * CORES_FACTOR,
    memoryOverride: Math.round(agent.memory / MIB),
  });
  return once(() => Object.assign(agent, { coresOverride, memoryOverride }));
}
