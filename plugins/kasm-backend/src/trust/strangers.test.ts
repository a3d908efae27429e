import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { startSandbox, type Sandbox } from 'sandbox';
import {
  allowAll,
  eventually,
  startPortal,
  type Portal,
} from '../__testUtils__/startPortal';
import {
  createKasmDeploymentConditionalDecision,
  kasmDeploymentConditions,
} from '../permissions/deploymentRules';
import { spec } from '../schema/openapi.generated';

// A cold start compiles half of Backstage.
jest.setTimeout(120_000);

const STRANGER = {
  authorization: mockCredentials.user.header('user:default/stranger'),
};

/** Every documented route of one deployment: a new one is tested without being added here. */
const ENDS = Object.keys(spec.paths)
  .filter(route => route.includes('{name}'))
  .map(route => route.split('{name}')[1].replace('{component}', 'api'));

/** Those who own things may read; the stranger's team owns nothing that the portal knows. */
const owners =
  (...claims: string[]): Portal['decide'] =>
  async permissions =>
    permissions.map(({ permission }) =>
      createKasmDeploymentConditionalDecision(
        permission as never,
        kasmDeploymentConditions.isOwner({ claims }),
      ),
    );

/** What moves by itself, or names the address that was asked for. */
const MOVING = ['date', 'content-length', 'etag'];

describe('a stranger', () => {
  let sandbox: Sandbox;
  let portal: Portal;

  beforeAll(async () => {
    sandbox = await startSandbox({
      ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
    });
    portal = await startPortal({ sandbox });
    await eventually(
      () => portal.get('/v1/deployments/rke2/workspaces/logs/api'),
      ({ status }) => status === 200,
      30_000,
    );
  });
  afterAll(async () => {
    await portal?.stop();
    await sandbox?.stop();
  });
  beforeEach(() => {
    portal.decide = allowAll;
  });

  async function told(ref: string, end: string) {
    const { status, body, headers } = await portal.get(
      `/v1/deployments/${ref}${end}`,
      STRANGER,
    );
    const { request: _, ...rest } = body;
    return {
      status,
      rest,
      headers: Object.entries(headers).filter(
        ([name]) => !MOVING.includes(name),
      ),
    };
  }

  it('may ask four things of a deployment', () => {
    expect(ENDS).toEqual(['', '/history', '/sessions', '/logs/api']);
  });

  describe.each(ENDS)('SEC-10: who asks for …%s', end => {
    it.each<[string, Portal['decide']]>([
      [
        'is denied',
        async permissions =>
          permissions.map(() => ({ result: AuthorizeResult.DENY })),
      ],
      ['owns something else', owners('group:default/strangers')],
    ])('and %s learns nothing of what is there', async (_, decide) => {
      portal.decide = decide;
      const there = await told('rke2/workspaces', end);
      expect(there.status).toBe(404);
      for (const ref of ['rke2/nothing', 'nowhere/workspaces']) {
        expect(await told(ref, end)).toEqual(there);
      }
      // The request is told back; nothing else may name anything.
      expect(JSON.stringify(there)).not.toMatch(/workspaces|rke2|sandbox/);
    });
  });

  it('SEC-10: sees none of it in the list, nor how much there is', async () => {
    portal.decide = owners('group:default/strangers');
    const { body, text } = await portal.get('/v1/deployments', STRANGER);

    expect(body.items).toEqual([]);
    expect(text).not.toMatch(/workspaces|platform/);
  });

  describe('SEC-09: who says that it is his', () => {
    const descriptor = () =>
      sandbox.clusters.rke2.store.get(
        'configmaps',
        'kasm-portal',
        'workspaces-descriptor',
      )!;

    it('in labels and annotations of the descriptor, is not believed', async () => {
      const { store } = sandbox.clusters.rke2;
      store.update(
        'configmaps',
        'kasm-portal',
        'workspaces-descriptor',
        ({ metadata }) => {
          metadata.labels['kasm-portal/owner'] = 'strangers';
          metadata.annotations = {
            ...metadata.annotations,
            'backstage.io/owner': 'group:default/strangers',
          };
        },
      );
      expect(descriptor().metadata.labels).toHaveProperty([
        'kasm-portal/owner',
      ]);
      portal.decide = owners('group:default/strangers');
      for (const end of ENDS) {
        expect((await told('rke2/workspaces', end)).status).toBe(404);
      }
    });

    it('and points at it from an entity of his own, needs the right to it all the same', async () => {
      // An entity is nothing to this plugin but somebody who asks for an address.
      portal.decide = owners(
        'group:default/strangers',
        'user:default/stranger',
      );
      const answer = await portal.get('/v1/deployments/rke2/workspaces', {
        ...STRANGER,
        'X-Entity-Ref': 'component:default/mine',
        Referer: 'http://localhost/catalog/default/component/mine',
      });
      expect(answer.status).toBe(404);

      const { owner } = JSON.parse(descriptor().data['descriptor.json']).spec;
      portal.decide = owners(owner);
      expect((await told('rke2/workspaces', '')).status).toBe(200);
    });
  });
});
