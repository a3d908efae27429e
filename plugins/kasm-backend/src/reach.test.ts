import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { mockCredentials } from '@backstage/backend-test-utils';
import { Socket } from 'net';
import type { Response } from 'supertest';
import { startSandbox, type Sandbox } from 'sandbox';
import {
  allowAll,
  eventually,
  startPortal,
  type Portal,
} from './__testUtils__/startPortal';
import {
  createKasmDeploymentConditionalDecision,
  kasmDeploymentConditions,
} from './permissions/deploymentRules';

// A cold start compiles half of Backstage; on a busy machine clusters break and heal slowly, too.
jest.setTimeout(240_000);

const ACTIONS = '/.backstage/actions/v1/actions';
const REF = 'rke2/workspaces';
const STRANGER = {
  authorization: mockCredentials.user.header('user:default/stranger'),
};

/** May read some deployment, but not this one. */
const elsewhere: Portal['decide'] = async permissions =>
  permissions.map(
    ({ permission }): PolicyDecision =>
      createKasmDeploymentConditionalDecision(
        permission as never,
        kasmDeploymentConditions.hasId({ ids: ['rke2/another'] }),
      ),
  );

const denyAll: Portal['decide'] = async permissions =>
  permissions.map(() => ({ result: AuthorizeResult.DENY }));

/** Hosts that sockets of this process are opened to. */
function watchSockets(): { hosts: Set<string>; stop(): void } {
  const hosts = new Set<string>();
  const { connect } = Socket.prototype;
  const watched = jest
    .spyOn(Socket.prototype, 'connect')
    .mockImplementation(function watch(this: Socket, ...given: any[]) {
      const [options] = Array.isArray(given[0]) ? given[0] : given;
      hosts.add(options?.path ?? options?.host ?? given[1] ?? 'localhost');
      return (connect as any).apply(this, given);
    } as never);
  return { hosts, stop: () => watched.mockRestore() };
}

describe('what reaches beyond the page', () => {
  let sandbox: Sandbox;
  let portal: Portal;
  let sockets: ReturnType<typeof watchSockets>;

  const health = async () =>
    (await portal.get(`/v1/deployments/${REF}`)).body.health;
  const call = (action: string, input: object, headers = {}) =>
    portal.post(`${ACTIONS}/kasm:${action}/invoke`, input, headers);

  beforeAll(async () => {
    sockets = watchSockets();
    sandbox = await startSandbox({
      ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
    });
    portal = await startPortal({
      sandbox,
      kasm: { notifications: { holdSeconds: 1 } },
    });
    await eventually(health, found => found === 'healthy', 60_000);
  });
  afterAll(async () => {
    await portal?.stop();
    await sandbox?.stop();
    sockets.stop();
  });
  beforeEach(() => {
    portal.decide = allowAll;
    portal.audit.length = 0;
  });

  describe('the actions', () => {
    it('are three, and only look', async () => {
      const { body } = await portal.get(ACTIONS);

      expect(body.actions.map(({ id }: { id: string }) => id).sort()).toEqual([
        'kasm:diagnose-kasm-deployment',
        'kasm:get-kasm-deployment-status',
        'kasm:list-kasm-deployments',
      ]);
      for (const action of body.actions) {
        expect(action.attributes).toEqual({
          readOnly: true,
          destructive: false,
          idempotent: true,
        });
        expect(action.examples.length).toBeGreaterThan(0);
        expect(Object.keys(action.schema.output.properties)).toContain(
          'untrusted',
        );
      }
    });

    it('answer as the routes do', async () => {
      const list = await call('list-kasm-deployments', {});
      expect(list.status).toBe(200);
      expect(list.body.output).toMatchObject({
        deployments: [{ deployment: REF, health: 'healthy' }],
        omitted: 0,
      });
      const down = await call('list-kasm-deployments', { health: 'down' });
      expect(down.body.output.deployments).toEqual([]);

      const status = await call('get-kasm-deployment-status', {
        deployment: REF,
      });
      const route = await portal.get(`/v1/deployments/${REF}`);
      expect(status.body.output).toMatchObject({
        deployment: REF,
        health: 'healthy',
        revision: route.body.revision,
        agents: { ready: 2, desired: 2 },
        database: { ready: 3, desired: 3 },
      });
      const diagnosis = await call('diagnose-kasm-deployment', {
        deployment: REF,
      });
      expect(diagnosis.body.output).toMatchObject({
        deployment: REF,
        health: 'healthy',
        notSeen: [],
      });
      expect(
        diagnosis.body.output.failedChecks.map(({ id }: { id: string }) => id),
      ).toEqual(
        route.body.checks
          .filter(({ result }: { result: string }) => result === 'fail')
          .map(({ id }: { id: string }) => id),
      );
    });

    it('tell a stranger the same of what is not his and of what is not there', async () => {
      portal.decide = elsewhere;

      const list = await call('list-kasm-deployments', {}, STRANGER);
      expect(list.body.output.deployments).toEqual([]);
      expect(list.text).not.toContain('workspaces');
      for (const action of [
        'get-kasm-deployment-status',
        'diagnose-kasm-deployment',
      ]) {
        const answers = await Promise.all(
          [REF, 'rke2/nothing'].map(deployment =>
            call(action, { deployment }, STRANGER),
          ),
        );
        expect(answers.map(({ status }) => status)).toEqual([404, 404]);
        expect(answers[0].body.error).toEqual(answers[1].body.error);
        expect(answers[0].body.error.message).toContain('kasm.deployment.read');
      }
    });

    it('are kept in the audit log, refusals too', async () => {
      await call('get-kasm-deployment-status', { deployment: REF });
      portal.decide = denyAll;
      await call('get-kasm-deployment-status', { deployment: REF }, STRANGER);

      expect(portal.audit).toMatchObject([
        {
          eventId: 'action-call',
          status: 'succeeded',
          meta: {
            action: 'get-kasm-deployment-status',
            deployment: REF,
            caller: 'user:default/mock',
          },
        },
        {
          eventId: 'action-call',
          status: 'failed',
          meta: { caller: 'user:default/stranger' },
        },
      ]);
    });

    it.each(['', 'rke2', 'RKE2/kasm', 'rke2/kasm; drop', '../..'])(
      'refuse the deployment %j',
      async deployment => {
        const answer = await call('get-kasm-deployment-status', { deployment });
        expect(answer.status).toBe(400);
      },
    );
  });

  describe('the audit log', () => {
    it('keeps who was refused a deployment, whether it exists or not', async () => {
      portal.decide = denyAll;
      for (const path of [
        `/v1/deployments/${REF}`,
        '/v1/deployments/rke2/no',
      ]) {
        await portal.get(path, STRANGER);
        await portal.get(path, STRANGER);
      }

      expect(
        portal.audit.map(({ eventId, severityLevel, status, meta }) => ({
          eventId,
          severityLevel,
          status,
          meta,
        })),
      ).toEqual(
        [REF, 'rke2/no'].map(deployment => ({
          eventId: 'deployment-read',
          severityLevel: 'medium',
          status: 'failed',
          meta: { caller: 'user:default/stranger', deployment },
        })),
      );
    });

    it('keeps nothing of looking at what one may see', async () => {
      await portal.get(`/v1/deployments/${REF}`);
      await portal.get('/v1/deployments');
      expect(portal.audit).toEqual([]);
    });

    it('keeps reads of logs, and who was refused them', async () => {
      const path = `/v1/deployments/${REF}/logs/api?tail=5`;
      await portal.get(path);
      portal.decide = async permissions =>
        permissions.map(({ permission }) => ({
          result:
            permission.name === 'kasm.logs.read'
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        }));
      await portal.get(path, STRANGER);

      expect(portal.audit).toMatchObject([
        { eventId: 'logs-read', status: 'succeeded' },
        {
          eventId: 'logs-read',
          status: 'failed',
          error: { name: 'NotAllowedError' },
        },
      ]);
    });
  });

  it('asks nobody but the clusters and hosts that are configured', async () => {
    const { hosts } = await eventually(
      async () => ({ hosts: [...sockets.hosts] }),
      seen => seen.hosts.length > 0,
    );
    for (const host of hosts) {
      expect([
        '127.0.0.1',
        'localhost',
        '::1',
        `kasm.${sandbox.domain}`,
      ]).toContain(host);
    }
  });

  it('tells the owner, and nobody else, of a break and of its end; other plugins only which and when', async () => {
    const before = portal.events.length;
    sandbox.inject('route-not-served');
    const { notifications: told } = await eventually(
      async () => ({
        seen: await portal
          .get(`/v1/deployments/${REF}`)
          .then(({ body: { health: now, findings } }) => [
            now,
            ...findings.map(({ id, settling }: any) => [id, settling]),
          ]),
        notifications: portal.notifications,
        logs: portal.logs,
      }),
      ({ notifications }) =>
        notifications.some(({ payload }) =>
          /^Workspaces is (down|degraded)$/.test(payload.title),
        ),
      90_000,
    );
    const broken = await portal.get(`/v1/deployments/${REF}`);
    const diagnosis = await call('diagnose-kasm-deployment', {
      deployment: REF,
    });
    sandbox.heal();
    await eventually(
      async () => told,
      notifications =>
        notifications.at(-1)?.payload.title === 'Workspaces is healthy again',
      90_000,
    );

    for (const { recipients, payload } of told) {
      expect(recipients).toEqual({
        type: 'entity',
        entityRef: broken.body.deployment.owner,
      });
      expect(payload).toMatchObject({
        scope: REF,
        link: '/catalog/default/component/rke2-workspaces/kasm',
      });
    }
    expect(diagnosis.body.output).toMatchObject({
      deployment: REF,
      health: broken.body.health,
      findings: expect.arrayContaining([
        expect.objectContaining({ id: 'route-not-served' }),
      ]),
    });

    const transitions = portal.events
      .slice(before)
      .filter(({ topic }) => topic === 'kasm.transitions');
    expect(transitions.length).toBeGreaterThanOrEqual(2);
    for (const { eventPayload } of transitions) {
      expect(eventPayload).toEqual({
        ref: REF,
        revision: expect.stringMatching(/^[0-9a-f]{16}$/),
      });
    }
  });
});

describe('somebody who asks too often', () => {
  it('is told when to come back, and keeps nobody else from asking', async () => {
    const portal = await startPortal({});
    try {
      const answers: Response[] = [];
      while (!answers.some(({ status }) => status === 429)) {
        answers.push(
          ...(await Promise.all(
            Array.from({ length: 50 }, () =>
              portal.get('/v1/clusters', STRANGER),
            ),
          )),
        );
      }
      expect(answers.length).toBeGreaterThanOrEqual(600);
      const refused = answers.find(({ status }) => status === 429)!;
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      expect((await portal.get('/v1/clusters')).status).toBe(200);
      expect(portal.audit).toMatchObject([
        {
          eventId: 'rate-limit',
          status: 'failed',
          meta: { caller: 'user:default/stranger' },
        },
      ]);
    } finally {
      await portal.stop();
    }
  });
});
