import type { KasmPlace } from '../kasmApp/kasmRelease';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { kasmOf } from './kasmOf';

/** Kasm's own port, which nobody outside reaches. */
const WRONG_PORT = 8443;

/**
 * A zone sends people to the proxy's own port and agents nowhere.
 *
 * @public
 */
export function misaddressZone(
  controllers: Controllers,
  place: KasmPlace,
): Heal {
  const [zone] = kasmOf(controllers, place).data.zones;
  const { upstreamAuthAddress, proxyPort } = zone;
  Object.assign(zone, { upstreamAuthAddress: '', proxyPort: WRONG_PORT });
  return once(() => Object.assign(zone, { upstreamAuthAddress, proxyPort }));
}
