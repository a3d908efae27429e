import type {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { kasmDeploymentCreatePermission } from '@kasm-portal/backstage-plugin-kasm-common';
import { withoutStack } from './withoutStack';

/**
 * Asks once, at the start: the credentials of a task follow its user's token and do not outlive it.
 *
 * @throws NotAllowedError when the task was not started by a user, or that user may not create
 */
export async function authoriseCreate(
  services: { auth: AuthService; permissions: PermissionsService },
  credentials: BackstageCredentials,
): Promise<void> {
  if (!services.auth.isPrincipal(credentials, 'user')) {
    throw new NotAllowedError(
      'Only a signed-in user may create a Kasm deployment; this task was started by a service',
    );
  }
  const [decision] = await services.permissions.authorize(
    [{ permission: kasmDeploymentCreatePermission }],
    { credentials },
  );
  if (decision.result !== AuthorizeResult.ALLOW) {
    throw withoutStack(
      new NotAllowedError(
        `You may not create Kasm deployments: the permission ${kasmDeploymentCreatePermission.name} is not given to you; ask a platform engineer`,
      ),
    );
  }
}
