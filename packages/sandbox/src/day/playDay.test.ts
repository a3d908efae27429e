import { SEEDED } from '../world/SeededDeployment';
import { useManualWorld } from '../world/useManualWorld';
import { at, MINUTES } from './hours';
import { playDay } from './playDay';

const PLACE = { namespace: SEEDED.namespace, release: SEEDED.release };
const SECONDS = 240;
/** Milliseconds of the clock in a minute of the day. */
const MINUTE = (SECONDS * 1000) / MINUTES;

describe('a day of life', () => {
  const world = useManualWorld({ seeded: true });
  const kasm = () => world.controllers.kasms.at(PLACE)!;
  const enabled = () => kasm().data.agents.filter(each => each.enabled).length;
  const machine = () =>
    world.harvester.get(
      'virtualmachines.kubevirt.io',
      'kasm-agents',
      'kasm-agent-2',
    )!;
  const certificate = () =>
    world.rke2.get(
      'certificates.cert-manager.io',
      'kasm',
      'kasm-sandbox-localhost-tls',
    )!;
  const database = () =>
    world.rke2.get('clusters.postgresql.cnpg.io', 'database', 'kasm-pg')!;
  const backups = () =>
    world.rke2.list('backups.postgresql.cnpg.io', { namespace: 'database' });

  it('has its peaks, chores and an agent that comes and goes, and ends healthy', async () => {
    const before = {
      backups: backups().length,
      revision: certificate().status.revision,
      primary: database().status.currentPrimary,
      room: kasm().slots(),
    };
    const [proxy] = world.rke2.list('pods', {
      namespace: 'kasm',
      labels: { 'app.kubernetes.io/component': 'proxy' },
    });
    const day = playDay(world.controllers, { seconds: SECONDS, seed: 3 });
    let minute = 0;
    const until = async (hour: number, more = 0) => {
      await world.clock.advance((at(hour, more) - minute) * MINUTE);
      minute = at(hour, more);
    };
    await until(9, 30);
    expect(day.progress()).toMatchObject({ time: '09:30', over: false });
    // Two seats are free at the peak.
    expect(kasm().slots()).toBe(2);
    await until(12, 25);
    expect(kasm().slots()).toBeGreaterThan(3);
    await until(14, 20);
    expect(kasm().slots()).toBeLessThanOrEqual(3);
    expect(database().status).toMatchObject({
      currentPrimary: expect.not.stringMatching(`^${before.primary}$`),
      readyInstances: 3,
    });
    await until(20);
    expect(enabled()).toBe(1);
    expect(machine().spec.runStrategy).toBe('RerunOnFailure');
    await until(23, 30);
    expect(kasm().data.agents).toHaveLength(1);
    expect(machine().status.printableStatus).toBe('Stopped');
    expect(day.progress().sessions).toBeLessThan(6);
    expect(certificate().status.revision).toBe(before.revision + 1);
    expect(world.rke2.get('pods', 'kasm', proxy.metadata.name)).toBeUndefined();
    await world.clock.advance(MINUTES * MINUTE);
    await day.finished;
    expect(day.progress()).toMatchObject({ over: true, fraction: 1 });
    expect(backups()).toHaveLength(before.backups + 1);
    expect(backups().every(each => each.status.phase === 'completed')).toBe(
      true,
    );
    expect(machine().status.printableStatus).toBe('Running');
    expect(enabled()).toBe(2);
    expect(kasm().slots()).toBeGreaterThanOrEqual(before.room);
    expect(
      world.rke2
        .list('deployments.apps', { namespace: 'kasm' })
        .every(({ spec, status }) => status.readyReplicas === spec.replicas),
    ).toBe(true);
  });

  it('can be ended at any time', async () => {
    const sessions = kasm().data.sessions.length;
    for (const hour of [10, 20, 23]) {
      const day = playDay(world.controllers, { seconds: SECONDS });
      await world.clock.advance(at(hour) * MINUTE);
      day.stop();
      day.stop();
      await day.finished;
      expect(day.progress().over).toBe(true);
      await world.clock.advance(60_000);
      expect(enabled()).toBe(2);
      expect(machine().status.printableStatus).toBe('Running');
      expect(kasm().data.sessions.length).toBeLessThanOrEqual(sessions);
    }
  });

  it('needs a deployment with a Kasm, and some time', () => {
    expect(() => playDay(world.controllers, { deployment: 'none' })).toThrow(
      "Deployment 'none' has no HelmChart",
    );
    expect(() => playDay(world.controllers, { seconds: 0 })).toThrow(
      'more than 0 seconds',
    );
  });
});
