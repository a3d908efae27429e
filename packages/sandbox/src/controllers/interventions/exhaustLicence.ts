import { kasmId } from '../kasmApp/kasmId';
import { licensed } from '../kasmApp/requestSession';
import { placeKey, type KasmPlace } from '../kasmApp/kasmRelease';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { kasmOf } from './kasmOf';

const DAY = 86_400_000;
/** A year's licence, with a few days left. */
const ISSUED = 355 * DAY;
const LEFT = 10 * DAY;

/**
 * A licence allows no more sessions than there are, and soon ends.
 *
 * @public
 */
export function exhaustLicence(
  controllers: Controllers,
  place: KasmPlace,
): Heal {
  const { data } = kasmOf(controllers, place);
  const now = controllers.clock.now().getTime();
  const before = data.licences;
  data.licences = [
    {
      id: kasmId(`${placeKey(place)}/licence`),
      limit: Math.max(1, licensed(data)),
      issuedAt: now - ISSUED,
      expiresAt: now + LEFT,
    },
  ];
  return once(() => {
    data.licences = before;
  });
}
