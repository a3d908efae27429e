import {
  KubeError,
  type KubeClient,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { eventually } from '../__testUtils__/startPortal';
import { healthyObservation } from '../evaluate/__fixtures__/healthyObservation';
import { InstanceStatusWatch } from './InstanceStatusWatch';

const { facts } = healthyObservation().database;

const answer = (replayLsn: string, more: object = {}) =>
  JSON.stringify({
    isPrimary: true,
    currentLsn: '3/4A0000C8',
    readyWalFiles: 2,
    replicationInfo: [
      { applicationName: 'kasm-pg-2', replayLsn },
      { applicationName: 'kasm-pg-3', replayLsn: '3/4A0000C8' },
      { applicationName: 'somebody-else', replayLsn: '0/1' },
    ],
    ...more,
  });

function watchThat(answers: (scheme: string) => string) {
  const asked: object[] = [];
  const changed = jest.fn();
  const client = {
    podProxy: async (pod: string, options: { scheme: string }) => {
      const { scheme, port, path } = options as any;
      asked.push({ pod, scheme, port, path });
      return answers(scheme);
    },
  } as unknown as KubeClient;
  const watch = new InstanceStatusWatch({
    client,
    namespace: 'database',
    known: () => facts,
    changed,
    interval: 5,
  });
  watch.start();
  return { watch, asked, changed };
}

describe('InstanceStatusWatch', () => {
  it('asks the primary, and keeps only what does not move by itself', async () => {
    let lsn = '3/40000000';
    const { watch, asked, changed } = watchThat(() => answer(lsn));
    await eventually(
      async () => watch.facts,
      found => found !== undefined,
    );

    expect(asked[0]).toEqual({
      pod: 'kasm-pg-1',
      scheme: 'https',
      port: 8000,
      path: 'pg/status',
    });
    expect(watch.facts).toEqual({
      position: '3/40000000',
      lag: { 'kasm-pg-2': 134217728 },
    });

    lsn = '3/40001000';
    const before = asked.length;
    await eventually(
      async () => asked,
      ({ length }) => length > before + 2,
    );
    expect(changed).toHaveBeenCalledTimes(1);

    lsn = '3/4A0000C8';
    await eventually(
      async () => watch.facts,
      found => Object.keys(found?.lag ?? {}).length === 0,
    );
    await watch.stop();
  });

  it('tries http where https is not spoken, and knows nothing meanwhile', async () => {
    const { watch } = watchThat(scheme => {
      if (scheme === 'https') {
        throw new KubeError('server', 'rke2: not TLS', { status: 502 });
      }
      return answer('3/4A0000C8', { readyWalFiles: 150 });
    });

    expect(watch.facts).toBeUndefined();
    await eventually(
      async () => watch.facts,
      found => found?.waiting === 100,
    );
    await watch.stop();
  });

  it('does not insist without the right, and forgets what it knew', async () => {
    let refused = false;
    const { watch, asked } = watchThat(() => {
      if (refused) {
        throw new KubeError('forbidden', 'rke2: 403', { status: 403 });
      }
      return answer('3/4A0000C8');
    });
    await eventually(
      async () => watch.facts,
      found => found !== undefined,
    );
    refused = true;
    await eventually(
      async () => watch.facts,
      found => found === undefined,
    );
    const { length } = asked;
    await new Promise(resolve => setTimeout(resolve, 40));

    expect(asked).toHaveLength(length);
    await watch.stop();
  });

  it.each(['', 'null', '[]', '{"isPrimary":true,"currentLsn":7}', '{'])(
    'bears %j',
    async text => {
      const { watch, asked } = watchThat(() => text);
      await eventually(
        async () => asked,
        ({ length }) => length > 1,
      );
      await watch.stop();

      expect(watch.facts).toBeUndefined();
    },
  );
});
