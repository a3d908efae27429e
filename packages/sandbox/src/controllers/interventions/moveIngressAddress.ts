import { PUBLIC_ADDRESS } from '../traefik/startTraefik';
import { TRAEFIK } from '../traefik/traefikResources';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { present } from './Place';

/**
 * Gives Traefik's Service another address than the one that the public hosts resolve to, where nobody
 * answers any more.
 *
 * @public
 */
export function moveIngressAddress(
  { rke2 }: Controllers,
  address = '203.0.113.202',
): Heal {
  const { namespace, name } = TRAEFIK;
  const { spec } = present(rke2, 'services', TRAEFIK, 'Service');
  const write = (ip: string) => {
    rke2.update('services', namespace, name, copy => {
      copy.spec.loadBalancerIP = ip;
    });
    rke2.updateStatus('services', namespace, name, status => {
      status.loadBalancer = { ingress: [{ ip, ipMode: 'VIP' }] };
    });
  };
  write(address);
  return once(() => write(spec.loadBalancerIP ?? PUBLIC_ADDRESS));
}
