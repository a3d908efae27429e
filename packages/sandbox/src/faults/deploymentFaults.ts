import {
  crashComponent,
  expireCertificate,
  keepInstanceDown,
  killPrimary,
  setTraefikReadTimeout,
  stopMachine,
  type Heal,
} from '../controllers/interventions';
import type { Controllers } from '../controllers/startControllers';
import type { Fault } from './FaultRegistry';
import { deploymentFaults, type DeploymentFaultId } from './faultIds';
import { installationOf, type Installation } from './installation';

const LOWERED_TIMEOUT = '60s';

/** The faults of what runs in the clusters. */
export function createDeploymentFaults(controllers: Controllers): Fault[] {
  const injections: Record<DeploymentFaultId, (hit: Installation) => Heal> = {
    'agent-vm-stopped': hit => stopMachine(controllers, hit.agent()),
    'component-crash-loop': hit =>
      crashComponent(controllers, {
        namespace: hit.namespace(),
        component: 'api',
      }),
    'database-instance-killed': hit =>
      keepInstanceDown(controllers, hit.database()),
    'database-primary-killed': hit => killPrimary(controllers, hit.database()),
    'certificate-expired': hit =>
      expireCertificate(controllers, hit.certificate()),
    'traefik-timeout-lowered': () =>
      setTraefikReadTimeout(controllers, LOWERED_TIMEOUT),
  };
  return deploymentFaults.map(({ id, title, description }) => ({
    id,
    title,
    description,
    // One Traefik serves every deployment of the cluster.
    takesTarget: id !== 'traefik-timeout-lowered',
    inject: target => ({
      heal: injections[id](installationOf(controllers, target)),
    }),
  }));
}
