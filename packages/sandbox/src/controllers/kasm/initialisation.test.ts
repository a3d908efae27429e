import { useManualWorld } from '../../world/useManualWorld';
import {
  demoDatabase,
  demoHelmChart,
  demoLogins,
  demoNamespaces,
  demoValues,
} from '../../world/demoDeployment';
import { mergeValues, type Values } from '../helm/Chart';
import { CHARTS } from '../helm/chartResources';

const tls = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'demo-tls', namespace: 'demo' },
  type: 'kubernetes.io/tls',
  data: { 'tls.crt': 'eA==', 'tls.key': 'eA==' },
};
const asOwner = {
  database: { postgresMasterUser: { username: null, secret: null } },
};

describe('the initialisation of Kasm’s database', () => {
  const world = useManualWorld({ seeded: false });
  beforeEach(() => {
    [...demoNamespaces(), tls].forEach(object => world.rke2.create(object));
  });

  const install = (values: Values = {}, spec: object = {}) =>
    world.rke2.create(demoHelmChart(spec, mergeValues(demoValues, values)));
  const database = (change: (spec: any) => void = () => {}) => {
    for (const object of demoDatabase()) {
      if (object.kind === 'Cluster') change(object.spec);
      world.rke2.create(object);
    }
  };
  const withExtension = (spec: any) => {
    spec.bootstrap.initdb.postInitApplicationSQL = [
      'CREATE EXTENSION IF NOT EXISTS "uuid-ossp"',
    ];
  };
  const pod = (component: string) =>
    world.rke2.list('pods', {
      namespace: 'demo',
      labels: { 'app.kubernetes.io/component': component },
    })[0];
  const logOf = (namespace: string, name: string, container: string) =>
    [true, false]
      .flatMap(
        previous =>
          world.rke2.logs.read(namespace, name, container, previous) ?? [],
      )
      .map(({ text }) => text)
      .join('\n');
  const initLog = () => {
    const { metadata, spec } = pod('db-init');
    return logOf('demo', metadata.name, spec.containers[0].name);
  };
  const serverLog = () => logOf('database', 'demo-pg-1', 'postgres');
  const job = (name = 'demo-db-init-job') =>
    world.rke2.get('jobs.batch', 'demo', name);
  const isReady = (component: string) =>
    pod(component).status.containerStatuses?.[0].ready;

  it('fails without the extension, for six tries, and its Job goes 100 s later', async () => {
    database();
    install(asOwner);
    await world.clock.advance(20_000);
    expect(initLog()).toContain('uuid_generate_v4() does not exist');
    expect(serverLog()).toContain('uuid_generate_v4() does not exist');
    expect(serverLog()).toContain('relation \\"zones\\" does not exist');
    const api = pod('api');
    expect(logOf('demo', api.metadata.name, 'db-is-ready')).toMatch(
      /^Waiting for DB to initialize\.\.\.$/m,
    );
    await world.clock.runUntil(
      () =>
        job()?.status.conditions?.some(
          ({ type }: { type: string }) => type === 'Failed',
        ),
      1_200_000,
    );
    await world.clock.advance(99_000);
    expect(job()).toBeDefined();
    await world.clock.advance(2000);
    expect(job()).toBeUndefined();
    expect(isReady('api')).toBe(false);
  });

  it('works as owner where the operator made the extension', async () => {
    database(withExtension);
    install(asOwner);
    await world.clock.advance(30_000);
    expect(job()!.status.succeeded).toBe(1);
    expect(isReady('api')).toBe(true);
  });

  it('waits for a host that has no name or no address', async () => {
    demoLogins('demo').forEach(object => world.rke2.create(object));
    install({ database: { hostname: 'absent.database.svc' } });
    await world.clock.advance(10_000);
    const { metadata } = pod('db-init');
    expect(logOf('demo', metadata.name, 'db-is-ready')).toContain(
      'absent.database.svc:5432 - no response',
    );
  });

  it('is not done twice: refused by 1.1181.0, skipped by 1.1181.1', async () => {
    database();
    install({}, { version: '1.1181.0' });
    await world.clock.advance(150_000);
    expect(job()).toBeUndefined();
    // Any run of helm makes the Job anew while the values ask for it.
    world.rke2.delete('jobs.batch', 'kasm-portal', 'helm-install-demo');
    await world.clock.advance(15_000);
    expect(initLog()).toContain('relation "settings" already exists');
    world.rke2.delete('jobs.batch', 'demo', 'demo-db-init-job');
    world.rke2.update(CHARTS, 'kasm-portal', 'demo', ({ spec }) => {
      spec.version = '1.1181.1';
    });
    await world.clock.advance(15_000);
    expect(initLog()).toContain('Database already initialized.');
    expect(job()!.status.succeeded).toBe(1);
  });

  it('cannot be changed while its Job is there', async () => {
    database();
    install();
    await world.clock.advance(30_000);
    world.rke2.update(CHARTS, 'kasm-portal', 'demo', ({ spec }) => {
      spec.valuesContent = JSON.stringify(mergeValues(demoValues, asOwner));
    });
    await world.clock.advance(10_000);
    const [helm] = world.rke2.list('pods', {
      namespace: 'kasm-portal',
      labels: { 'helmcharts.helm.cattle.io/chart': 'demo' },
    });
    expect(
      helm.status.containerStatuses[0].lastState.terminated.message,
    ).toContain('field is immutable');
    // Its time to live ends that.
    await world.clock.advance(500_000);
    expect(
      world.rke2.get('jobs.batch', 'kasm-portal', 'helm-install-demo')!.status
        .succeeded,
    ).toBe(1);
  });

  const forNext = {
    useImageTags: '1.19.0',
    annotations: { secret: null },
  };
  const next = {
    chart: 'kasm-helm',
    repo: 'https://helm.kasm.com',
    version: '1.1190.6',
  };

  it('needs PostgreSQL 16 for 1.19', async () => {
    database();
    install(forNext, next);
    await world.clock.advance(20_000);
    expect(initLog()).toContain(
      'PostgreSQL 14.x detected, Kasm 1.19.0 needs 16.x',
    );
    expect(isReady('api')).toBe(false);
  });

  it('brings 1.19 up on PostgreSQL 16, gateways and all', async () => {
    database(spec => {
      spec.imageName = 'ghcr.io/cloudnative-pg/postgresql:16-standard-bookworm';
    });
    install(forNext, next);
    await world.clock.advance(60_000);
    expect(
      [
        'api',
        'manager',
        'guac',
        'rdp-gateway',
        'rdp-https-gateway',
        'proxy',
      ].filter(component => !isReady(component)),
    ).toEqual([]);
    expect(job('demo-db-init')!.status.succeeded).toBe(1);
    // Its Secret survives an uninstall.
    world.rke2.delete(CHARTS, 'kasm-portal', 'demo');
    await world.clock.advance(20_000);
    expect(world.rke2.get(CHARTS, 'kasm-portal', 'demo')).toBeUndefined();
    expect(world.rke2.get('secrets', 'demo', 'demo-secrets')).toBeDefined();
  });

  it('does not run 1.19 on the tables of 1.18.1 before they are upgraded', async () => {
    database();
    install();
    await world.clock.advance(30_000);
    const change = (values: Values) =>
      world.rke2.update(CHARTS, 'kasm-portal', 'demo', ({ spec }) => {
        Object.assign(spec, next, {
          valuesContent: JSON.stringify(
            mergeValues(mergeValues(demoValues, forNext), values),
          ),
        });
      });
    change({ dbManagement: { initialize: false, upgrade: { enable: true } } });
    await world.clock.advance(30_000);
    const upgrade = pod('db-upgrade');
    expect(
      logOf('demo', upgrade.metadata.name, 'db-major-version-is-ready'),
    ).toContain('PostgreSQL 14.x detected (need 16.x) ... waiting');
    expect(
      logOf('demo', pod('api').metadata.name, 'demo-api-default'),
    ).toContain('Target database is not up to date');
    world.rke2.update(
      'clusters.postgresql.cnpg.io',
      'database',
      'demo-pg',
      ({ spec }) => {
        spec.imageName =
          'ghcr.io/cloudnative-pg/postgresql:16-standard-bookworm';
      },
    );
    await world.clock.advance(400_000);
    expect(isReady('api')).toBe(true);
    expect(isReady('proxy')).toBe(true);
  });
});
