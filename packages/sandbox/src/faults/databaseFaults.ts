import { keepInstanceDown } from '../controllers/interventions/keepInstanceDown';
import { killPrimary } from '../controllers/interventions/killPrimary';
import type { DeploymentFault } from './DeploymentFault';

/** What goes wrong with PostgreSQL and its operator. */
export const databaseFaults: DeploymentFault[] = [
  {
    id: 'database-degraded',
    title: 'Database replica lost',
    description: 'One replica of the database stays down.',
    inject: (controllers, hit) => ({
      heal: keepInstanceDown(controllers, hit.database()),
    }),
  },
  {
    id: 'database-failover',
    title: 'Database primary lost',
    description:
      'The primary of the database goes down and another instance takes over; that mends itself.',
    inject: (controllers, hit) => ({
      // It mends itself.
      heal: () => {},
      isOver: killPrimary(controllers, hit.database()),
    }),
  },
];
