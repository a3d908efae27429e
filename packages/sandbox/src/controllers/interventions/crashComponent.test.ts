import { useManualWorld } from '../../world/useManualWorld';
import { crashComponent } from './crashComponent';

const api = { namespace: 'kasm', release: 'kasm', component: 'api' };
const DATABASE_ERROR =
  /connection to server at "kasm-pg-rw\.database\.svc\.cluster\.local" \(10\.43\.\d+\.\d+\), port 5432 failed: Connection refused/;

describe('crashComponent', () => {
  const world = useManualWorld({ seeded: true });

  const pod = () =>
    world.rke2.list('pods', {
      namespace: 'kasm',
      labels: { 'app.kubernetes.io/component': 'api' },
    })[0];
  const container = () => pod().status.containerStatuses[0];
  const log = (previous: boolean) =>
    world.rke2.logs
      .read('kasm', pod().metadata.name, 'kasm-api-container', previous)
      ?.map(({ text }) => text)
      .join('\n');

  it('shows within a second: unready, restarted once, in back-off', async () => {
    crashComponent(world.controllers, api);
    expect(container()).toMatchObject({
      ready: false,
      state: { terminated: { exitCode: 1, reason: 'Error' } },
    });
    await world.clock.advance(1000);
    expect(container()).toMatchObject({
      ready: false,
      restartCount: 1,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: { exitCode: 1 } },
    });
    expect(
      world.rke2.get('deployments.apps', 'kasm', 'kasm-api-deployment')!.status
        .unavailableReplicas,
    ).toBe(1);
  });

  it('leaves a database error in the log and in the one before', async () => {
    crashComponent(world.controllers, api);
    await world.clock.advance(50);
    expect(log(true)).toMatch(DATABASE_ERROR);
    await world.clock.advance(1000);
    expect(log(true)).toMatch(DATABASE_ERROR);
    expect(log(false)).toMatch(DATABASE_ERROR);
  });

  it('restarts after 10 s, 20 s and 40 s, until healed', async () => {
    const heal = crashComponent(world.controllers, api);
    await world.clock.advance(80_000);
    expect(container().restartCount).toBe(4);
    heal();
    await world.clock.advance(5000);
    expect(container()).toMatchObject({ ready: true });
  });

  it('crashes again when that is asked for again', async () => {
    crashComponent(world.controllers, api)();
    await world.clock.advance(5000);
    const { restartCount } = container();
    crashComponent(world.controllers, api);
    await world.clock.advance(15_000);
    expect(container().ready).toBe(false);
    expect(container().restartCount).toBeGreaterThan(restartCount);
    expect(log(true)).toMatch(DATABASE_ERROR);
  });

  it('names what is not there', () => {
    expect(() =>
      crashComponent(world.controllers, { ...api, release: 'other' }),
    ).toThrow('There is no pod of Kasm’s component kasm/api in the sandbox.');
  });
});
