import { crashComponent } from '../controllers/interventions/crashComponent';
import { expireCertificate } from '../controllers/interventions/expireCertificate';
import { keepInstanceDown } from '../controllers/interventions/keepInstanceDown';
import { killPrimary } from '../controllers/interventions/killPrimary';
import { setTraefikReadTimeout } from '../controllers/interventions/setTraefikReadTimeout';
import { stopMachine } from '../controllers/interventions/stopMachine';
import type { Controllers } from '../controllers/startControllers';
import type { Fault, Injection } from './FaultRegistry';
import { deploymentFaults, type DeploymentFaultId } from './faultIds';
import { installationOf, type Installation } from './installation';

const LOWERED_TIMEOUT = '60s';

/** The faults of what runs in the clusters. */
export function createDeploymentFaults(controllers: Controllers): Fault[] {
  const injections: Record<
    DeploymentFaultId,
    (hit: Installation) => Injection
  > = {
    'agent-vm-stopped': hit => ({
      heal: stopMachine(controllers, hit.agent()),
    }),
    'component-crash-loop': hit => ({
      heal: crashComponent(controllers, {
        ...hit.release(),
        component: 'api',
      }),
    }),
    'database-instance-killed': hit => ({
      heal: keepInstanceDown(controllers, hit.database()),
    }),
    'database-primary-killed': hit => ({
      // It mends itself.
      heal: () => {},
      isOver: killPrimary(controllers, hit.database()),
    }),
    'certificate-expired': hit => ({
      heal: expireCertificate(controllers, hit.certificate()),
    }),
    'traefik-timeout-lowered': () => ({
      heal: setTraefikReadTimeout(controllers, LOWERED_TIMEOUT),
    }),
  };
  return deploymentFaults.map(({ id, title, description }) => ({
    id,
    title,
    description,
    // One Traefik serves every deployment of the cluster.
    takesTarget: id !== 'traefik-timeout-lowered',
    inject: target => injections[id](installationOf(controllers, target)),
  }));
}
