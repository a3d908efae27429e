import { DEPLOYMENT_LABEL } from '../annotations';

/**
 * Labels of every object that the portal makes for a deployment. They say whose it is, so that
 * nothing else is changed or removed.
 *
 * @public
 */
export function deploymentLabels(name: string): Record<string, string> {
  return {
    [DEPLOYMENT_LABEL]: name,
    'app.kubernetes.io/managed-by': 'kasm-portal',
  };
}
