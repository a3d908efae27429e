import type { KasmPlace } from '../kasmApp/kasmRelease';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { kasmOf } from './kasmOf';

/**
 * A workspace's image is on no agent and cannot be pulled.
 *
 * @public
 */
export function withholdImage(
  controllers: Controllers,
  place: KasmPlace,
): Heal {
  const { unpullable } = controllers.disturbances.kasm;
  const { images } = kasmOf(controllers, place).data;
  const { id } = images.find(({ enabled }) => enabled) ?? images[0];
  unpullable.add(id);
  return once(() => unpullable.delete(id));
}
