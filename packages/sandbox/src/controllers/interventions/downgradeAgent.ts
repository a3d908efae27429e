import type { KasmPlace } from '../kasmApp/kasmRelease';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { agentOf, kasmOf } from './kasmOf';

const OLD = '1.17.0';

/**
 * An agent was left behind at an upgrade.
 *
 * @public
 */
export function downgradeAgent(
  controllers: Controllers,
  place: KasmPlace,
): Heal {
  const agent = agentOf(kasmOf(controllers, place));
  const { version } = agent;
  agent.version = OLD;
  return once(() => {
    agent.version = version;
  });
}
