import { createHelmWorld } from './createHelmWorld';

/** Enough for a Job to be made, started and through. */
const RUN = 5000;

describe('helm-controller', () => {
  let world: ReturnType<typeof createHelmWorld>;
  beforeEach(() => {
    world = createHelmWorld();
  });
  afterEach(() => world.stop());

  const version = () => world.revision()?.metadata.labels!.version;
  const secret = (name: string, data: Record<string, string>) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace: 'system' },
    data: Object.fromEntries(
      Object.entries(data).map(([key, text]) => [
        key,
        Buffer.from(text).toString('base64'),
      ]),
    ),
  });
  const binding = () =>
    world.store.get(
      'clusterrolebindings.rbac.authorization.k8s.io',
      undefined,
      'helm-system-app',
    );
  const colour = () => world.get('configmaps', 'app-settings')!.data.colour;
  const setSecret = (name: string, data: Record<string, string>) =>
    world.store.update('secrets', 'system', name, copy => {
      copy.data = secret(name, data).data;
    });

  it('puts beside the Job what it needs, with all rights', async () => {
    world.create({ valuesContent: 'colour: blue' });
    await world.clock.advance(RUN);
    const { store } = world;
    expect(store.get('serviceaccounts', 'system', 'helm-app')).toBeDefined();
    expect(binding()).toMatchObject({
      roleRef: { kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [
        { kind: 'ServiceAccount', namespace: 'system', name: 'helm-app' },
      ],
    });
    expect(store.get('secrets', 'system', 'chart-values-app')).toMatchObject({
      type: 'helmcharts.helm.cattle.io/values',
      data: {
        'values-01_HelmChart.yaml':
          Buffer.from('colour: blue').toString('base64'),
      },
    });
    const { template } = world.job()!.spec;
    expect(template.spec).toMatchObject({
      priorityClassName: 'system-cluster-critical',
      restartPolicy: 'OnFailure',
      containers: [{ name: 'helm' }],
    });
    expect(world.revision()!.metadata.labels).toMatchObject({
      owner: 'helm',
      name: 'app',
      status: 'deployed',
      'helmcharts.helm.cattle.io/configHash':
        expect.stringMatching(/^[0-9A-F]{63}$/),
    });
    expect(
      world.get('configmaps', 'app-settings')!.metadata.managedFields,
    ).toMatchObject([{ manager: 'helm', operation: 'Apply' }]);
  });

  it('runs again when anything it is made from changes', async () => {
    world.store.create(secret('more-values', { 'a.yaml': 'colour: green' }));
    world.create({
      valuesSecrets: [{ name: 'more-values' }],
      valuesContent: 'job: false',
    });
    await world.clock.advance(RUN);
    expect([version(), colour()]).toEqual(['1', 'green']);

    setSecret('more-values', { 'a.yaml': 'colour: white' });
    await world.clock.advance(RUN);
    expect([version(), colour()]).toEqual(['2', 'white']);

    world.change({ set: { colour: 'black' } });
    await world.clock.advance(RUN);
    expect([version(), colour()]).toEqual(['3', 'black']);

    world.store.create({
      apiVersion: 'helm.cattle.io/v1',
      kind: 'HelmChartConfig',
      metadata: { name: 'app', namespace: 'system' },
      spec: { failurePolicy: 'retry', valuesContent: 'colour: grey' },
    });
    await world.clock.advance(RUN);
    // `set` beats everything.
    expect([version(), colour()]).toEqual(['4', 'black']);

    const image = 'rancher/klipper-helm:next';
    world.helm.setJobImage(image);
    await world.clock.advance(RUN);
    expect(version()).toBe('5');
    expect(world.job()!.spec.template.spec.containers[0].image).toBe(image);
  });

  it('does nothing for labels and annotations, and for what it does not manage', async () => {
    world.create();
    await world.clock.advance(RUN);
    const { uid } = world.job()!.metadata;
    const annotate = (key: string) =>
      world.store.update(
        'helmcharts.helm.cattle.io',
        'system',
        'app',
        ({ metadata }) => {
          metadata.labels = { ...metadata.labels, team: 'a' };
          metadata.annotations = { ...metadata.annotations, [key]: 'true' };
        },
      );
    annotate('note');
    await world.clock.advance(RUN);
    expect(world.job()!.metadata.uid).toBe(uid);

    annotate('helmcharts.helm.cattle.io/unmanaged');
    world.change({ version: '1.1.0' });
    await world.clock.advance(RUN);
    expect(world.job()!.metadata.uid).toBe(uid);
    // It can be deleted without an uninstall, once somebody removes the finalizer.
    world.store.delete('helmcharts.helm.cattle.io', 'system', 'app');
    await world.clock.advance(RUN);
    expect(world.chart()!.metadata.finalizers).toEqual([
      'wrangler.cattle.io/on-helm-chart-remove',
    ]);
    world.store.update(
      'helmcharts.helm.cattle.io',
      'system',
      'app',
      ({ metadata }) => {
        metadata.finalizers = [];
      },
    );
    await world.clock.advance(RUN);
    expect(world.chart()).toBeUndefined();
    expect(version()).toBe('1');
  });

  it('undoes what is done to the release by hand', async () => {
    world.create();
    await world.clock.advance(RUN);
    world.change({ valuesContent: 'job: false' });
    await world.clock.advance(RUN);
    const [first, second] = world.store.list('secrets', {
      namespace: 'target',
      labels: { owner: 'helm' },
    });
    // helm rollback: a new revision with the labels of the old one.
    world.store.create({
      ...first,
      metadata: {
        name: 'sh.helm.release.v1.app.v3',
        namespace: 'target',
        labels: {
          ...first.metadata.labels,
          version: '3',
          status: 'deployed',
        },
      },
    });
    await world.clock.advance(RUN);
    expect(version()).toBe('4');
    expect(world.revision()!.metadata.labels!).toMatchObject({
      'helmcharts.helm.cattle.io/configHash':
        second.metadata.labels!['helmcharts.helm.cattle.io/configHash'],
    });

    // helm uninstall
    for (const { metadata } of world.store.list('secrets', {
      namespace: 'target',
    })) {
      world.store.delete('secrets', 'target', metadata.name);
    }
    await world.clock.advance(RUN);
    expect(version()).toBe('1');
    expect(world.get('secrets', 'app-secrets')).toBeDefined();
  });

  it('replaces a running Job only when its pod is through', async () => {
    world.create();
    await world.clock.advance(900);
    const { uid } = world.job()!.metadata;
    world.change({ version: '1.1.0' });
    await world.clock.advance(100);
    expect(world.job()!.metadata.uid).toBe(uid);
    await world.clock.advance(RUN);
    expect(world.job()!.metadata.uid).not.toBe(uid);
    expect(version()).toBe('2');
  });

  it('waits for a Secret with values that is not there', async () => {
    world.create({ valuesSecrets: [{ name: 'absent' }] });
    await world.clock.advance(RUN);
    expect(
      world.store
        .list('events', { namespace: 'system' })
        .some(({ message }) => message.includes('secret "absent" not found')),
    ).toBe(true);
    expect(version()).toBeUndefined();
  });

  it('uninstalls by a Job before a HelmChart goes, whatever stays', async () => {
    world.create({
      valuesContent:
        'secretAnnotations: {helm.sh/resource-policy: keep}\nhook: 1',
      timeout: '30s',
    });
    await world.clock.advance(RUN);
    world.store.update('configmaps', 'target', 'app-settings', copy => {
      copy.metadata.finalizers = ['example.com/held'];
    });
    world.store.delete('helmcharts.helm.cattle.io', 'system', 'app');
    await world.clock.advance(RUN);
    expect(world.chart()!.status.jobName).toBe('helm-delete-app');
    expect(world.job('delete')).toBeDefined();
    expect(world.revision()!.metadata.labels!.status).toBe('uninstalling');
    // helm waits for what does not go, and its Job completes all the same.
    await world.clock.advance(40_000);
    expect(world.chart()).toBeUndefined();
    expect(world.get('configmaps', 'app-settings')).toBeDefined();
    expect(world.get('secrets', 'app-secrets')).toBeDefined();
    expect(world.get('secrets', 'app-hook')).toBeDefined();
    expect(world.get('jobs.batch', 'app-init')).toBeUndefined();
    expect(world.revision()).toBeUndefined();
    expect(binding()).toBeUndefined();
    expect(
      world.store.get('secrets', 'system', 'chart-values-app'),
    ).toBeUndefined();

    // What was kept is taken over by the next release of the name.
    const { data } = world.get('secrets', 'app-secrets')!;
    world.store.update('configmaps', 'target', 'app-settings', copy => {
      copy.metadata.finalizers = [];
    });
    world.create();
    await world.clock.advance(RUN);
    expect(world.get('secrets', 'app-secrets')!.data).toEqual(data);
  });

  it('skips the uninstall in a namespace that is going, and leaves its binding', async () => {
    world.create();
    await world.clock.advance(RUN);
    world.store.delete('namespaces', undefined, 'system');
    await world.clock.advance(RUN);
    expect(world.store.get('namespaces', undefined, 'system')).toBeUndefined();
    expect(version()).toBe('1');
    expect(binding()).toBeDefined();
  });

  it('does Helm 3 only', async () => {
    world.create({ helmVersion: 'v2' });
    await world.clock.advance(RUN);
    expect(world.job()).toBeUndefined();
    expect(world.chart()!.status.conditions).toMatchObject([
      { type: 'JobCreated', status: 'False' },
      { type: 'Failed', status: 'True', reason: 'Unsupported version' },
    ]);
  });
});
