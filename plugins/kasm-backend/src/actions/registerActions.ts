import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { ActionDesk } from './ActionDesk';
import { registerDiagnoseDeployment } from './diagnoseDeployment';
import { registerGetDeploymentStatus } from './getDeploymentStatus';
import { registerListDeployments } from './listDeployments';

/**
 * What programs, and language models through MCP, may ask: the same as the routes tell, to the same
 * callers, and nothing that changes anything. Logs are not among it.
 *
 * @internal
 */
export function registerActions(
  registry: ActionsRegistryService,
  desk: ActionDesk,
): void {
  registerListDeployments(registry, desk);
  registerGetDeploymentStatus(registry, desk);
  registerDiagnoseDeployment(registry, desk);
}
