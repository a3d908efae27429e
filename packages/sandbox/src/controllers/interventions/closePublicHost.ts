import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';

/**
 * Has nobody reach the public host, as a firewall or a dead load balancer in front of Traefik does.
 * Everything in the clusters goes on.
 *
 * @public
 */
export function closePublicHost({ disturbances }: Controllers): Heal {
  disturbances.traefik.setUnreachable(true);
  return once(() => disturbances.traefik.setUnreachable(false));
}
