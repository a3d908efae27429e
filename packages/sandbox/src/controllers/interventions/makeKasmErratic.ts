import { placeKey, type KasmPlace } from '../kasmApp/kasmRelease';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { kasmOf } from './kasmOf';

/**
 * One call of three to Kasm's API fails: with 500, with an `error_message`, with a page of HTML, in turn.
 *
 * @public
 */
export function makeKasmErratic(
  controllers: Controllers,
  place: KasmPlace,
): Heal {
  const { erratic } = controllers.disturbances.kasm;
  kasmOf(controllers, place);
  const key = placeKey(place);
  erratic.add(key);
  return once(() => erratic.delete(key));
}
