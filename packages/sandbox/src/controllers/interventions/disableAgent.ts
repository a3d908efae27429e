import type { KasmPlace } from '../kasmApp/kasmRelease';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { agentOf, kasmOf } from './kasmOf';

/**
 * An agent is registered and not enabled, as new ones are.
 *
 * @public
 */
export function disableAgent(controllers: Controllers, place: KasmPlace): Heal {
  const kasm = kasmOf(controllers, place);
  const agent = agentOf(kasm);
  kasm.enable(agent, false);
  return once(() => kasm.enable(agent, true));
}
