import { SEEDED } from './SeededDeployment';

/** Labels of what the portal makes for the seeded deployment. */
export const ownedByPortal = {
  'kasm-portal/deployment': SEEDED.name,
  'app.kubernetes.io/managed-by': 'kasm-portal',
};
