import type { DeploymentNames } from './SeededDeployment';

/** Labels of what the portal makes for a deployment. */
export const ownedByPortal = ({ name }: DeploymentNames) => ({
  'kasm-portal/deployment': name,
  'app.kubernetes.io/managed-by': 'kasm-portal',
});
