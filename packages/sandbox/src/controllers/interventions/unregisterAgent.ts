import type { KasmPlace } from '../kasmApp/kasmRelease';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { agentOf, kasmOf } from './kasmOf';

/**
 * An agent is not known to Kasm although its machine runs, and cannot register: its token is not the
 * manager's. Healed, it registers anew and is enabled as it was.
 *
 * @public
 */
export function unregisterAgent(
  controllers: Controllers,
  place: KasmPlace,
): Heal {
  const { refused } = controllers.disturbances.kasm;
  const kasm = kasmOf(controllers, place);
  const agent = agentOf(kasm);
  const { path } = agent.machine;
  refused.add(path);
  kasm.remove(agent);
  return once(() => {
    refused.delete(path);
    const { enabled, coresOverride, memoryOverride } = agent;
    if (enabled) kasm.welcome(path, { coresOverride, memoryOverride });
    kasm.settle();
    const again = kasm.data.agents.find(({ machine }) => machine.path === path);
    // What it has pulled is still on its disk.
    if (again) {
      again.registeredAt = controllers.clock.now().getTime();
      again.enabledAt = agent.enabledAt;
    }
  });
}
