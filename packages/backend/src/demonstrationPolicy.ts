import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  kasmLogsReadPermission,
  kasmSessionsDetailsPermission,
} from '@kasm-portal/backstage-plugin-kasm-common';

const ENGINEERS = 'group:default/platform-engineers';

const NOT_FOR_ALL: readonly string[] = [
  kasmLogsReadPermission.name,
  kasmSessionsDetailsPermission.name,
];

/**
 * Two roles, so that denial is seen and tested: platform engineers may do everything, everybody else
 * may look, but neither into logs nor at who uses a desktop.
 */
export class DemonstrationPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const engineer = user?.info.ownershipEntityRefs.includes(ENGINEERS);
    const looks =
      user !== undefined &&
      permission.attributes.action === 'read' &&
      !NOT_FOR_ALL.includes(permission.name);
    return {
      result: engineer || looks ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
    };
  }
}

export const demonstrationPolicy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'demonstration-policy',
  register(reg) {
    reg.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new DemonstrationPolicy());
      },
    });
  },
});
