/** `deploymentSize` in the values. */
export type DeploymentSize = 'small' | 'medium' | 'large';

const MOST: Record<DeploymentSize, number> = { small: 1, medium: 2, large: 3 };
const PROXY: Record<DeploymentSize, number> = { small: 1, medium: 2, large: 4 };

/** How many pods a component has. */
export const replicasOf = (component: string, size: DeploymentSize): number =>
  (component === 'proxy' ? PROXY : MOST)[size];

const usual = {
  requests: { cpu: '150m', memory: '64Mi', 'ephemeral-storage': '50Mi' },
  limits: { cpu: '500m', memory: '512Mi', 'ephemeral-storage': '2Gi' },
};
const guac = {
  requests: { ...usual.requests, cpu: '500m' },
  limits: { ...usual.limits, cpu: '1000m' },
};

/** What a component's container asks for and may have; the chart gives it the same in every size. */
export const resourcesOf = (component: string) =>
  component === 'guac' ? guac : usual;

/** The same for containers that only wait for another component. */
export const WAITING_RESOURCES = {
  requests: { cpu: '100m', memory: '32Mi' },
  limits: { cpu: '200m', memory: '128Mi' },
};
