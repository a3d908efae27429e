import { mockCredentials } from '@backstage/backend-test-utils';
import { startSandbox, type Sandbox } from 'sandbox';
import {
  allowAll,
  eventually,
  startPortal,
  type Portal,
} from '../__testUtils__/startPortal';

// A cold start compiles half of Backstage.
jest.setTimeout(120_000);

const LOGS = '/v1/deployments/rke2/workspaces/logs';

describe('SEC-16: tails of logs', () => {
  let sandbox: Sandbox;
  let portal: Portal;
  let namespace: string;

  beforeAll(async () => {
    sandbox = await startSandbox({
      ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
    });
    portal = await startPortal({ sandbox });
    await eventually(
      () => portal.get(`${LOGS}/api`),
      ({ status }) => status === 200,
      30_000,
    );
    const { body } = await portal.get('/v1/deployments/rke2/workspaces');
    namespace = body.deployment.names.namespace;
  });
  afterAll(async () => {
    await portal?.stop();
    await sandbox?.stop();
  });
  beforeEach(() => {
    portal.decide = allowAll;
    portal.audit.length = 0;
  });

  const store = () => sandbox.clusters.rke2.store;
  const podsOf = async (component: string) => {
    const { body } = await portal.get(`${LOGS}/${component}`);
    return (body.pods ?? []).map(({ pod }: { pod: string }) => pod);
  };

  /** Another pod of the same image, with labels of its own. */
  function makePod(name: string, where: string, labels: object) {
    store().create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: where, labels },
      spec: { containers: [{ name: 'main', image: 'example/main:1' }] },
    } as never);
  }

  it('are those of pods of the deployment: its labels, its namespace, its component', async () => {
    const before = await podsOf('api');
    expect(before.length).toBeGreaterThan(0);
    const [own] = store()
      .list('pods', { namespace })
      .filter(({ metadata }) => metadata.name === before[0]);
    const labels = own.metadata.labels!;

    makePod('foreign-release', namespace, {
      ...labels,
      'app.kubernetes.io/instance': 'somebody-else',
    });
    makePod('foreign-namespace', 'kube-system', labels);
    makePod('plain', namespace, { 'app.kubernetes.io/component': 'api' });
    makePod('own-too', namespace, labels);

    await eventually(
      () => podsOf('api'),
      found => found.includes('own-too'),
    );
    expect(new Set(await podsOf('api'))).toEqual(
      new Set([...before, 'own-too']),
    );
    store().delete('pods', namespace, 'own-too');
  });

  it.each([
    'kasm-api-deployment-0',
    'plain',
    'postgres',
    'database',
    'API',
    'api%20',
    'api%00',
    'api%2f..%2fguac',
    '..%2f..%2f..%2fsecrets',
    'api,manager',
    'app.kubernetes.io%2fcomponent%3dapi',
    '*',
    '__proto__',
    'constructor',
  ])('are not of %s', async component => {
    const answer = await portal.get(`${LOGS}/${component}`);
    expect(answer.status).toBe(400);
    expect(answer.body.pods).toBeUndefined();
  });

  it.each(['0', '-1', '501', '1e3', '1.5', 'all', '5&tail=500', '5;x'])(
    'are not %s lines',
    async tail => {
      expect((await portal.get(`${LOGS}/api?tail=${tail}`)).status).toBe(400);
    },
  );

  it('are no more lines in all than were asked for', async () => {
    for (const tail of [1, 7, 500]) {
      const { body } = await portal.get(`${LOGS}/api?tail=${tail}`);
      const lines = body.pods.flatMap((pod: { lines: string[] }) => pod.lines);
      expect(lines.length).toBeLessThanOrEqual(tail);
    }
  });

  it('are kept in the audit log with what was read, also when nothing came of it', async () => {
    await portal.get(`${LOGS}/api?tail=1`);
    await portal.get(`${LOGS}/nothing`);
    await portal.get('/v1/deployments/rke2/other/logs/api');

    const who = mockCredentials.user().principal.userEntityRef;
    expect(portal.audit).toMatchObject([
      {
        eventId: 'logs-read',
        meta: { deployment: 'rke2/workspaces', component: 'api' },
        status: 'succeeded',
      },
      {
        eventId: 'logs-read',
        meta: { component: 'nothing' },
        status: 'failed',
      },
      {
        eventId: 'logs-read',
        meta: { deployment: 'rke2/other' },
        status: 'failed',
      },
    ]);
    // The auditor takes the caller from the request.
    expect(portal.audit.every(({ request }) => request !== undefined)).toBe(
      true,
    );
    expect(who).toBeDefined();
  });

  it('are sixty a minute for each caller', async () => {
    const eager = {
      authorization: mockCredentials.user.header('user:default/eager'),
    };
    const codes: number[] = [];
    for (let count = 0; count < 61; count += 1) {
      codes.push((await portal.get(`${LOGS}/api?tail=1`, eager)).status);
    }
    // A minute may pass on a slow machine, and each second gives one back.
    await eventually(
      () => portal.get(`${LOGS}/api?tail=1`, eager),
      ({ status }) => status === 429,
      30_000,
    );
    expect(codes.slice(0, 60)).toEqual(Array(60).fill(200));
    expect((await portal.get(`${LOGS}/api?tail=1`)).status).toBe(200);
  });
});
