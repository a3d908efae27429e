import type { KasmPlace } from '../kasmApp/kasmRelease';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { agentOf, kasmOf } from './kasmOf';

/** How long the agent has been silent already, on the clocks of those who look: long enough to be lost. */
const SILENT_SINCE = 6 * 60_000;

/**
 * An agent's container is down while its machine runs: Kasm has not heard of it for six minutes, and
 * does not until healed.
 *
 * @public
 */
export function silenceAgent(controllers: Controllers, place: KasmPlace): Heal {
  const { clock, disturbances } = controllers;
  const kasm = kasmOf(controllers, place);
  const agent = agentOf(kasm);
  const { path } = agent.machine;
  disturbances.kasm.silent.add(path);
  kasm.settle();
  agent.heartbeat.last = Math.min(
    agent.heartbeat.last,
    clock.now().getTime() - SILENT_SINCE,
  );
  return once(() => {
    disturbances.kasm.silent.delete(path);
    kasm.settle();
  });
}
