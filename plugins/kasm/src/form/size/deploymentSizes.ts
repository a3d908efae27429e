/** @internal */
export type DeploymentSize = 'small' | 'medium' | 'large';

/**
 * What the chart's presets mean; see its `deploymentSize`.
 *
 * @internal
 */
export const DEPLOYMENT_SIZES: Record<
  DeploymentSize,
  { title: string; sessions: string; replicas: string }
> = {
  small: {
    title: 'Small',
    sessions: '10–15 sessions',
    replicas: 'One pod of each component',
  },
  medium: {
    title: 'Medium',
    sessions: '25–30 sessions',
    replicas: 'Two pods of each component',
  },
  large: {
    title: 'Large',
    sessions: '50 and more sessions',
    replicas: 'Three pods of each component, four proxies',
  },
};
