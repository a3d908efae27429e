import { CONFIG_HASH, releaseLabels } from './chartJob';
import { createHelmWorld } from './createHelmWorld';

/** Enough for a Job to be made, started and through. */
const RUN = 5000;

describe('a run of helm', () => {
  let world: ReturnType<typeof createHelmWorld>;
  beforeEach(() => {
    world = createHelmWorld();
  });
  afterEach(() => world.stop());

  const revision = () => {
    const { labels } = world.revision()!.metadata;
    return `${labels!.version} ${labels!.status}`;
  };
  /** Installs, leaves the release in a state and asks for a run under a policy. */
  async function runAfter(status: string, failurePolicy: string) {
    world.create({ failurePolicy, backOffLimit: 3 });
    await world.clock.advance(RUN);
    const password = world.get('secrets', 'app-secrets')!.data.password;
    world.setStatus(status);
    world.change({ valuesContent: 'secretAnnotations: {a: b}' });
    await world.clock.advance(RUN);
    return { password };
  }
  const password = () => world.get('secrets', 'app-secrets')!.data.password;

  it('installs a release that is not there, by a Job that is suspended first', async () => {
    world.create();
    await world.clock.advance(0);
    expect(world.job()!.spec.suspend).toBe(true);
    expect(world.pods()).toEqual([]);
    await world.clock.advance(150);
    expect(world.job()!.spec.suspend).toBe(false);
    await world.clock.advance(RUN);
    expect(world.ended()).toMatchObject({ exitCode: 0 });
    expect(revision()).toBe('1 deployed');
    expect(world.chart()!.status).toMatchObject({
      jobName: 'helm-install-app',
      conditions: [
        { type: 'JobCreated', status: 'True', reason: 'Job created' },
        { type: 'Failed', status: 'False' },
      ],
    });
    expect(
      world.store
        .list('events', { namespace: 'system' })
        .filter(({ involvedObject }) => involvedObject.kind === 'HelmChart')
        .map(({ reason }) => reason)
        .sort(),
    ).toEqual(['ApplyJob', 'ResumeJob']);
  });

  it.each(['abort', 'retry', 'reinstall'])(
    'upgrades a deployed release under %s',
    async policy => {
      const before = await runAfter('deployed', policy);
      expect(revision()).toBe('2 deployed');
      expect(password()).toBe(before.password);
    },
  );

  it.each([
    'failed',
    'unknown',
    'pending-install',
    'pending-rollback',
    'uninstalling',
  ])('finds a release %s and goes by the policy', async status => {
    await runAfter(status, 'abort');
    expect(world.ended()).toMatchObject({
      exitCode: 1,
      message: expect.stringContaining('waiting for operator intervention'),
    });
    expect(revision()).toBe(status === 'unknown' ? '1 unknown' : '1 failed');
    await world.clock.advance(60_000);
    // No run does anything for ever, until somebody comes or another policy does.
    expect(world.job()!.status.succeeded).toBeUndefined();
    world.change({ failurePolicy: 'retry' });
    await world.clock.advance(RUN);
    expect(revision()).toBe('2 deployed');
  });

  it('says that it resets what was cut off', async () => {
    await runAfter('pending-install', 'retry');
    expect(world.log().join('\n')).toContain(
      "Resetting helm release status from 'pending-install' to 'failed'",
    );
    expect(revision()).toBe('2 deployed');
  });

  it.each(['pending-upgrade', 'superseded'])(
    'upgrades a release that is %s once, whatever the policy',
    async status => {
      await runAfter(status, 'abort');
      expect(revision()).toBe('2 deployed');
    },
  );

  it.each(['failed', 'pending-install'])(
    'uninstalls a release that is %s under reinstall, and installs it anew',
    async status => {
      const before = await runAfter(status, 'reinstall');
      await world.clock.advance(RUN);
      expect(revision()).toBe('1 deployed');
      expect(password()).not.toBe(before.password);
    },
  );

  it('leaves alone what somebody else deployed since its Job was made', async () => {
    world.create();
    await world.clock.advance(RUN);
    world.change({ version: '1.1.0' });
    await world.clock.advance(200);
    world.store.update('secrets', 'target', 'sh.helm.release.v1.app.v1', s => {
      s.metadata.labels.status = 'superseded';
    });
    const { annotations } = world.job()!.metadata;
    world.store.create({
      ...world.revision()!,
      metadata: {
        name: 'sh.helm.release.v1.app.v2',
        namespace: 'target',
        labels: {
          ...releaseLabels(annotations![CONFIG_HASH]),
          owner: 'helm',
          name: 'app',
          version: '2',
          status: 'deployed',
        },
      },
    });
    await world.clock.advance(RUN);
    expect(world.ended()).toMatchObject({
      exitCode: 0,
      message: expect.stringContaining('nothing to do'),
    });
    expect(revision()).toBe('2 deployed');
  });

  it('goes on after its pod was lost in the middle of an install', async () => {
    world.create({ failurePolicy: 'retry' });
    await world.clock.advance(1000);
    expect(revision()).toBe('1 pending-install');
    const [{ metadata }] = world.pods();
    world.store.delete('pods', 'system', metadata.name);
    await world.clock.advance(60_000);
    expect(revision()).toBe('2 deployed');
  });

  it('does what the policy of a HelmChartConfig says, whose default is reinstall', async () => {
    world.create({ failurePolicy: 'abort' });
    await world.clock.advance(RUN);
    const before = password();
    world.setStatus('failed');
    world.store.create({
      apiVersion: 'helm.cattle.io/v1',
      kind: 'HelmChartConfig',
      metadata: { name: 'app', namespace: 'system' },
      spec: {},
    });
    await world.clock.advance(RUN);
    expect(revision()).toBe('1 deployed');
    expect(password()).not.toBe(before);
  });
});
