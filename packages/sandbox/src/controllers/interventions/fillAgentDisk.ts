import type { KasmPlace } from '../kasmApp/kasmRelease';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { agentOf, kasmOf } from './kasmOf';

/**
 * The disk of an agent is full, but for a few percent.
 *
 * @public
 */
export function fillAgentDisk(
  controllers: Controllers,
  place: KasmPlace,
): Heal {
  const { fullDisks } = controllers.disturbances.kasm;
  const { path } = agentOf(kasmOf(controllers, place)).machine;
  fullDisks.add(path);
  return once(() => fullDisks.delete(path));
}
