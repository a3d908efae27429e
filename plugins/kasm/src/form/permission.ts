import type { ApiHolder } from '@backstage/core-plugin-api';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { kasmDeploymentCreatePermission } from '@kasm-portal/backstage-plugin-kasm-common';

/**
 * Stops a form on its first page when its task would be refused at its first step.
 *
 * @internal
 */
export async function mayCreate(
  _cluster: string,
  field: { addError(message: string): void },
  { apiHolder }: { apiHolder: ApiHolder },
): Promise<void> {
  const decision = await apiHolder
    .get(permissionApiRef)
    ?.authorize({ permission: kasmDeploymentCreatePermission });
  if (decision?.result === 'DENY') {
    field.addError(
      'you may not create Kasm deployments (kasm.deployment.create)',
    );
  }
}
