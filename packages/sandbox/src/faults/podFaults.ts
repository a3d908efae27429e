import { crashComponent } from '../controllers/interventions/crashComponent';
import type { DeploymentFault } from './DeploymentFault';

/** Pods that do not run. */
export const podFaults: DeploymentFault[] = [
  {
    id: 'pod-crash-looping',
    title: 'Component in a crash loop',
    description:
      "The deployment's API crashes again and again, with a database error in its log.",
    inject: (controllers, hit) => ({
      heal: crashComponent(controllers, { ...hit.release(), component: 'api' }),
    }),
  },
];
