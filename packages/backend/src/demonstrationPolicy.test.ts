import { mockCredentials } from '@backstage/backend-test-utils';
import type { Permission } from '@backstage/plugin-permission-common';
import {
  kasmDeploymentCreatePermission,
  kasmDeploymentReadPermission,
  kasmLogsReadPermission,
  kasmPermissions,
  kasmSessionsDetailsPermission,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { DemonstrationPolicy } from './demonstrationPolicy';

function userOf(...ownershipEntityRefs: string[]) {
  return {
    token: '',
    expiresInSeconds: 0,
    identity: {
      type: 'user' as const,
      userEntityRef: 'user:default/x',
      ownershipEntityRefs,
    },
    info: { userEntityRef: 'user:default/x', ownershipEntityRefs },
    credentials: mockCredentials.user('user:default/x'),
  };
}

/** Create, update, delete, add and remove agents, raise Traefik's timeouts. */
const changing = kasmPermissions.filter(
  ({ attributes }) => attributes.action !== 'read',
);

const engineer = userOf('group:default/platform-engineers');
const viewer = userOf('group:default/desktop-users');

describe('DemonstrationPolicy', () => {
  const decide = async (
    permission: Permission,
    user?: ReturnType<typeof userOf>,
  ) => (await new DemonstrationPolicy().handle({ permission }, user)).result;

  it('lets platform engineers do everything', async () => {
    expect(await decide(kasmDeploymentCreatePermission, engineer)).toBe(
      'ALLOW',
    );
    expect(await decide(kasmLogsReadPermission, engineer)).toBe('ALLOW');
    expect(await decide(kasmSessionsDetailsPermission, engineer)).toBe('ALLOW');
    for (const permission of changing) {
      expect(await decide(permission, engineer)).toBe('ALLOW');
    }
  });

  it('lets a viewer look, not into logs nor at people, and change nothing', async () => {
    expect(await decide(kasmDeploymentReadPermission, viewer)).toBe('ALLOW');
    expect(await decide(kasmLogsReadPermission, viewer)).toBe('DENY');
    expect(await decide(kasmSessionsDetailsPermission, viewer)).toBe('DENY');
    for (const permission of changing) {
      expect(await decide(permission, viewer)).toBe('DENY');
    }
  });

  it('lets nobody in who did not sign in', async () => {
    expect(await decide(kasmDeploymentReadPermission)).toBe('DENY');
  });
});
