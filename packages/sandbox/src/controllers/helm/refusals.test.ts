import { createHelmWorld } from './createHelmWorld';

/** Enough for a Job to be made, started and through. */
const RUN = 5000;
const UNKNOWN_CA = 'x509: certificate signed by unknown authority';

describe('what helm refuses', () => {
  let world: ReturnType<typeof createHelmWorld>;
  beforeEach(() => {
    world = createHelmWorld();
  });
  afterEach(() => world.stop());

  const status = () => world.revision()?.metadata.labels!.status;
  const message = () => world.ended()?.message;

  it.each([
    [
      'unresolvable',
      'dial tcp: lookup charts.example.com on 10.43.0.10:53: no such host',
    ],
    ['silent', 'context deadline exceeded'],
    ['untrusted', UNKNOWN_CA],
    [
      'unauthorised',
      'failed to fetch https://charts.example.com/index.yaml : 401 Unauthorized',
    ],
    ['throttled', 'toomanyrequests'],
  ] as const)(
    'is a repository that is %s, and heals by itself',
    async (trouble, words) => {
      world.disturbances.sources.set('system/app', trouble);
      world.create({ failurePolicy: 'abort' });
      await world.clock.advance(RUN);
      expect(message()).toMatch(/^Error: INSTALLATION FAILED: looks like/);
      expect(message()).toContain(words);
      expect(world.log().join('\n')).toContain(words);
      // Nothing is poisoned: there is no record.
      expect(status()).toBeUndefined();
      world.disturbances.sources.clear();
      await world.clock.advance(60_000);
      expect(status()).toBe('deployed');
    },
  );

  it.each([
    [{ version: '9.9.9' }, 'no chart version found for app-9.9.9'],
    [
      { chart: 'other' },
      'chart "other" not found in https://charts.example.com repository',
    ],
    [
      { repo: 'https://charts.invalid' },
      'lookup charts.invalid on 10.43.0.10:53: no such host',
    ],
    [
      { repo: undefined, chart: 'oci://registry.invalid/app' },
      'failed to do request: Head "https://registry.invalid/v2/app/manifests/1.0.0"',
    ],
    [
      {
        repo: undefined,
        chart: 'oci://registry.example.com/app',
        version: '9.9.9',
      },
      'manifest unknown',
    ],
    [
      { valuesContent: 'colour: 5' },
      "values don't meet the specifications of the schema(s)",
    ],
    [{ valuesContent: '- a' }, 'failed to parse values'],
    [{ targetNamespace: 'absent' }, 'namespaces "absent" not found'],
  ])('is %j, without a record', async (spec, words) => {
    world.create({ failurePolicy: 'abort', ...spec });
    await world.clock.advance(RUN);
    expect(world.ended()).toMatchObject({
      exitCode: 1,
      message: expect.stringContaining(words),
    });
    expect(status()).toBeUndefined();
  });

  it('installs from a registry, and into a namespace that it makes', async () => {
    world.create({
      repo: undefined,
      chart: 'oci://registry.example.com/app',
      targetNamespace: 'fresh',
      createNamespace: true,
    });
    await world.clock.advance(RUN);
    expect(
      world.store.get('configmaps', 'fresh', 'app-settings'),
    ).toBeDefined();
  });

  it('is an object that is not its own, unless it may take it over', async () => {
    const marks = { 'meta.helm.sh/release-name': 'other' };
    world.store.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: 'app-secrets',
        namespace: 'target',
        annotations: marks,
      },
    });
    world.create();
    await world.clock.advance(RUN);
    expect(message()).toBe(
      'Error: INSTALLATION FAILED: Unable to continue with install: Secret "app-secrets" in namespace "target" exists and cannot be imported into the current release: invalid ownership metadata; label validation error: missing key "app.kubernetes.io/managed-by": must be set to "Helm"; annotation validation error: key "meta.helm.sh/release-name" must equal "app": current value is "other"; annotation validation error: missing key "meta.helm.sh/release-namespace": must be set to "target"',
    );
    expect(status()).toBeUndefined();
    world.change({ takeOwnership: true, forceConflicts: true });
    await world.clock.advance(RUN);
    expect(status()).toBe('deployed');
  });

  it.each([
    ['admission webhook "policy" denied the request'],
    ['pods "x" is forbidden: exceeded quota: default'],
  ])(
    'is what the API server refuses (%s), which poisons the release',
    async refused => {
      world.disturbances.refused.set('system/app', refused);
      world.create({ failurePolicy: 'abort', backOffLimit: 2 });
      await world.clock.runUntil(() => world.ended() !== undefined, RUN);
      expect(message()).toBe(`Error: INSTALLATION FAILED: ${refused}`);
      expect(status()).toBe('failed');
      world.disturbances.refused.clear();
      // The next try overwrites the reason.
      await world.clock.advance(RUN);
      expect(message()).toContain('waiting for operator intervention');
      await world.clock.advance(120_000);
      expect(world.chart()!.status.conditions).toContainEqual(
        expect.objectContaining({
          type: 'Failed',
          status: 'True',
          reason: 'Job failed',
        }),
      );
      expect(
        world.store
          .list('events', { namespace: 'system' })
          .some(
            ({ reason, type }) => reason === 'JobFailed' && type === 'Warning',
          ),
      ).toBe(true);
      // A change of the values does not heal it.
      world.change({ valuesContent: 'colour: blue' });
      await world.clock.advance(RUN);
      expect(message()).toContain('waiting for operator intervention');
    },
  );

  it('is a change of a Job that is still there', async () => {
    world.create();
    await world.clock.advance(RUN);
    world.change({ valuesContent: 'colour: blue' });
    await world.clock.advance(RUN);
    expect(message()).toContain('UPGRADE FAILED');
    expect(message()).toContain('field is immutable');
    expect(status()).toBe('failed');
    world.store.delete('jobs.batch', 'target', 'app-init');
    await world.clock.advance(60_000);
    expect(status()).toBe('deployed');
  });

  it('is a field that somebody else has written, unless conflicts are forced', async () => {
    world.create({ valuesContent: 'job: false' });
    await world.clock.advance(RUN);
    const edit = (data: object) =>
      world.store.apply(
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'app-settings', namespace: 'target' },
          data,
        },
        { manager: 'kubectl-edit', force: true },
      );
    edit({ colour: 'pink' });
    world.change({ version: '1.1.0' });
    await world.clock.advance(RUN);
    expect(message()).toBe(
      'Error: UPGRADE FAILED: conflict occurred while applying object target/app-settings v1, Kind=ConfigMap: Apply failed with 1 conflict: conflict with "kubectl-edit": .data.colour',
    );
    expect(status()).toBe('failed');
    world.change({ forceConflicts: true });
    await world.clock.advance(RUN);
    expect(status()).toBe('deployed');
    expect(world.get('configmaps', 'app-settings')!.data.colour).toBe('red');

    // Helm 3's way knows no owners of fields.
    edit({ colour: 'pink' });
    world.change({
      forceConflicts: false,
      serverSide: 'false',
      valuesContent: 'job: false\ncolour: blue',
    });
    await world.clock.advance(RUN);
    expect(status()).toBe('deployed');
    expect(world.get('configmaps', 'app-settings')!.data.colour).toBe('blue');
  });
});
