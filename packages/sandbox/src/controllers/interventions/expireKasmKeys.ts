import { placeKey, type KasmPlace } from '../kasmApp/kasmRelease';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { kasmOf } from './kasmOf';

/**
 * The keys of Kasm's API have expired.
 *
 * @public
 */
export function expireKasmKeys(
  controllers: Controllers,
  place: KasmPlace,
): Heal {
  const { expiredKeys } = controllers.disturbances.kasm;
  kasmOf(controllers, place);
  const key = placeKey(place);
  expiredKeys.add(key);
  return once(() => expiredKeys.delete(key));
}
