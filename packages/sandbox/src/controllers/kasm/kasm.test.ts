import { useManualWorld, type ManualWorld } from '../../world/useManualWorld';
import {
  demoDatabase,
  demoHelmChart,
  demoLogins,
  demoNamespaces,
  demoValues,
} from '../../world/demoDeployment';
import { kasmSchemaErrors } from './kasmValues';

const tls = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'demo-tls', namespace: 'demo' },
  type: 'kubernetes.io/tls',
  data: { 'tls.crt': 'eA==', 'tls.key': 'eA==' },
};

const createDatabase = ({ rke2 }: ManualWorld) =>
  demoDatabase().forEach(object => rke2.create(object));

describe('the Kasm chart', () => {
  const world = useManualWorld({ seeded: false });
  beforeEach(() => {
    demoNamespaces().forEach(object => world.rke2.create(object));
  });

  const pods = () => world.rke2.list('pods', { namespace: 'demo' });
  const pod = (component: string) =>
    pods().find(
      ({ metadata }) =>
        metadata.labels?.['app.kubernetes.io/component'] === component,
    )!;
  const available = () =>
    world.rke2
      .list('deployments.apps', { namespace: 'demo' })
      .filter(({ status }) => status?.availableReplicas === 1).length;
  const job = () =>
    world.rke2.get('jobs.batch', 'kasm-portal', 'helm-install-demo')!;
  const helmPod = () =>
    world.rke2.list('pods', {
      namespace: 'kasm-portal',
      labels: { 'helmcharts.helm.cattle.io/chart': 'demo' },
    })[0];
  const helmMessage = () => {
    const [status] = helmPod().status.containerStatuses;
    return (status.lastState.terminated ?? status.state.terminated).message;
  };

  it('comes up from an empty cluster within half a minute', async () => {
    createDatabase(world);
    world.rke2.create(tls);
    world.rke2.create(demoHelmChart());
    await world.clock.advance(30_000);
    expect(job().status.succeeded).toBe(1);
    expect(available()).toBe(6);
    const secret = world.rke2.get('secrets', 'demo', 'demo-secrets')!;
    expect(Object.keys(secret.data).sort()).toEqual([
      'admin-password',
      'manager-token',
      'service-token',
      'user-password',
    ]);
    expect(pod('proxy').spec.containers[0].image).toBe('kasmweb/proxy:1.18.1');
    expect(
      world.rke2.get('deployments.apps', 'demo', 'demo-api-deployment')!
        .metadata.labels,
    ).toMatchObject({
      'app.kubernetes.io/instance': 'demo',
      'app.kubernetes.io/component': 'api',
      'app.kubernetes.io/part-of': 'kasm',
      'app.kubernetes.io/version': '1.18.1',
      'app.kubernetes.io/name': 'demo-api',
      'app.kubernetes.io/managed-by': 'Helm',
      'helm.sh/chart': 'kasm-1.1181.1',
    });
    expect(
      world.rke2.get('jobs.batch', 'demo', 'demo-db-init-job')!.status
        .succeeded,
    ).toBe(1);
    await world.clock.advance(110_000);
    expect(
      world.rke2.get('jobs.batch', 'demo', 'demo-db-init-job'),
    ).toBeUndefined();
    const log = world.rke2.logs
      .read(
        'demo',
        pod('manager').metadata.name,
        'demo-manager-default-container',
        false,
      )!
      .map(({ text }) => text);
    expect(log.some(line => /database/i.test(line))).toBe(true);
  });

  it('does not restart a pod when it no longer initialises the database', async () => {
    createDatabase(world);
    world.rke2.create(tls);
    world.rke2.create(demoHelmChart());
    await world.clock.advance(30_000);
    const before = pods()
      .filter(({ status }) => status.phase === 'Running')
      .map(({ metadata }) => metadata.uid);
    const firstJob = job().metadata.uid;
    world.rke2.update(
      'helmcharts.helm.cattle.io',
      'kasm-portal',
      'demo',
      ({ spec }) => {
        spec.valuesContent = JSON.stringify({
          ...demoValues,
          database: { ...demoValues.database, postgresMasterUser: {} },
          dbManagement: { initialize: false },
        });
      },
    );
    await world.clock.advance(20_000);
    expect(job().metadata.uid).not.toBe(firstJob);
    expect(job().status.succeeded).toBe(1);
    expect(pods().map(({ metadata }) => metadata.uid)).toEqual(before);
    const releases = world.rke2
      .list('secrets', { namespace: 'demo', labels: { owner: 'helm' } })
      .map(({ metadata }) => metadata.labels!.status);
    expect(releases).toEqual(['superseded', 'deployed']);
  });

  it('waits for the database, then for the API, then for the rest', async () => {
    world.rke2.create(tls);
    demoLogins('demo').forEach(object => world.rke2.create(object));
    world.rke2.create(demoHelmChart());
    await world.clock.advance(20_000);
    const blocked = (component: string) =>
      pod(component).status.initContainerStatuses.find(
        ({ state }: any) => state.running,
      )?.name;
    expect(blocked('api')).toBe('db-is-ready');
    expect(blocked('manager')).toBe('kasm-api-is-ready');
    expect(blocked('proxy')).toBe('kasm-api-is-ready');
    expect(pod('proxy').status.phase).toBe('Pending');
  });

  it('waits for the certificate and the login it mounts and reads', async () => {
    world.rke2.create(demoHelmChart());
    await world.clock.advance(10_000);
    const waiting = (component: string, field: string) =>
      pod(component).status[field][0].state.waiting?.reason;
    expect(waiting('proxy', 'initContainerStatuses')).toBe('ContainerCreating');
    expect(waiting('api', 'initContainerStatuses')).toBe(
      'CreateContainerConfigError',
    );
    expect(
      world.rke2
        .list('events', { namespace: 'demo' })
        .filter(event => event.reason === 'FailedMount')[0].message,
    ).toContain('secret "demo-tls" not found');
  });

  it('is refused by the database when the passwords differ', async () => {
    createDatabase(world);
    world.rke2.create(tls);
    world.rke2.update('secrets', 'demo', 'demo-pg-superuser-secret', copy => {
      copy.data.password = Buffer.from('other').toString('base64');
    });
    world.rke2.create(demoHelmChart());
    await world.clock.advance(20_000);
    const [container] = pod('db-init').status.containerStatuses;
    expect(container.lastState.terminated).toMatchObject({
      exitCode: 1,
      message: expect.stringContaining(
        'password authentication failed for user "postgres"',
      ),
    });
    expect(available()).toBe(0);
  });

  it('refuses the keys of the platform’s documentation', async () => {
    expect(
      kasmSchemaErrors({
        database: { host: 'x', name: 'kasm', port: '5432' },
        proxy: { type: 'ClusterIP' },
      }),
    ).toEqual([
      "- at '/database': additional properties 'host', 'name' not allowed",
      "- at '/database/port': got string, want integer",
    ]);
    world.rke2.create(demoHelmChart({}, { database: { host: 'x' } }));
    await world.clock.advance(5000);
    expect(helmMessage()).toBe(
      "Error: INSTALLATION FAILED: values don't meet the specifications of the schema(s) in the following chart(s):\nkasm:\n- at '/database': additional properties 'host' not allowed",
    );
    // Nothing poisons the release: right values heal it.
    createDatabase(world);
    world.rke2.create(tls);
    world.rke2.update(
      'helmcharts.helm.cattle.io',
      'kasm-portal',
      'demo',
      ({ spec }) => {
        spec.valuesContent = JSON.stringify(demoValues);
      },
    );
    await world.clock.advance(40_000);
    expect(available()).toBe(6);
  });

  it('is not installed over an object that is not its own', async () => {
    world.rke2.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'demo-secrets', namespace: 'demo' },
    });
    world.rke2.create(demoHelmChart({ failurePolicy: 'abort' }));
    await world.clock.advance(5000);
    expect(helmMessage()).toContain(
      'Secret "demo-secrets" in namespace "demo" exists and cannot be imported into the current release',
    );
    expect(
      world.rke2.list('deployments.apps', { namespace: 'demo' }),
    ).toHaveLength(0);
  });

  it('gives up after its back-off limit and says so', async () => {
    world.rke2.create(demoHelmChart({ version: '9.9.9', backOffLimit: 1 }));
    await world.clock.advance(60_000);
    const { status } = world.rke2.get(
      'helmcharts.helm.cattle.io',
      'kasm-portal',
      'demo',
    )!;
    expect(status).toMatchObject({
      jobName: 'helm-install-demo',
      conditions: [
        { type: 'JobCreated', status: 'True' },
        { type: 'Failed', status: 'True', reason: 'Job failed' },
      ],
    });
  });

  it('goes when its HelmChart goes, but for the Secret that is kept', async () => {
    createDatabase(world);
    world.rke2.create(tls);
    world.rke2.create(demoHelmChart());
    await world.clock.advance(30_000);
    const password = world.rke2.get('secrets', 'demo', 'demo-secrets')!.data;
    world.rke2.delete('helmcharts.helm.cattle.io', 'kasm-portal', 'demo');
    await world.clock.advance(10_000);
    expect(
      world.rke2.get('helmcharts.helm.cattle.io', 'kasm-portal', 'demo'),
    ).toBeUndefined();
    expect(pods()).toEqual([]);
    expect(
      world.rke2
        .list('secrets', { namespace: 'demo' })
        .map(({ metadata }) => metadata.name),
    ).toContain('demo-secrets');
    expect(
      world.rke2.get(
        'clusterrolebindings.rbac.authorization.k8s.io',
        undefined,
        'helm-kasm-portal-demo',
      ),
    ).toBeUndefined();

    world.rke2.create(demoHelmChart());
    await world.clock.advance(40_000);
    expect(available()).toBe(6);
    expect(world.rke2.get('secrets', 'demo', 'demo-secrets')!.data).toEqual(
      password,
    );
  });
});
