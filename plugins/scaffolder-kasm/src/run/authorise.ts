import type {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  isResourcePermission,
  type BasicPermission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import { withoutStack } from './withoutStack';

/** What is asked for: a permission, and the deployment it is about when there is one. */
export type Needed =
  | { permission: BasicPermission; what: string }
  | {
      permission: ResourcePermission;
      /** `<cluster>/<name>`; kasm-backend applies conditions to it. */
      ref: string;
      what: string;
    };

/**
 * Asks once, at the start: the credentials of a task follow its user's token and do not outlive it.
 *
 * @throws NotAllowedError when the task was not started by a user, or that user may not do it
 */
export async function authorise(
  services: { auth: AuthService; permissions: PermissionsService },
  credentials: BackstageCredentials,
  needed: Needed,
): Promise<void> {
  const { permission, what } = needed;
  if (!services.auth.isPrincipal(credentials, 'user')) {
    throw withoutStack(
      new NotAllowedError(
        `Only a signed-in user may ${what}; this task was started by a service`,
      ),
    );
  }
  const [decision] = await services.permissions.authorize(
    [
      isResourcePermission(permission) && 'ref' in needed
        ? { permission, resourceRef: needed.ref }
        : { permission: permission as BasicPermission },
    ],
    { credentials },
  );
  if (decision.result !== AuthorizeResult.ALLOW) {
    throw withoutStack(
      new NotAllowedError(
        `You may not ${what}: the permission ${
          permission.name
        } is not given to you${
          'ref' in needed ? ` for ${needed.ref}` : ''
        }; ask a platform engineer`,
      ),
    );
  }
}
