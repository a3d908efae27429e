import { mockServices } from '@backstage/backend-test-utils';
import type {
  KubeClient,
  KubeObject,
  WatchEvent,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { eventually } from '../__testUtils__/startPortal';
import { Judgements } from '../service/Judgements';
import { ClusterViews } from '../sources/ClusterViews';
import { warnings, type WatchedWarning } from '../sources/warnings';

jest.setTimeout(60_000);

const FLOOD = 50_000;

const warning = (namespace: string, name: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { namespace, name },
  involvedObject: { kind: 'Pod', name: 'pod' },
  reason: 'Unhealthy',
  message: 'x'.repeat(200),
  firstTimestamp: '2026-11-22T00:00:00Z',
});

/** A cluster in which one tenant writes as much as he can, and then somebody else writes once. */
function floodedCluster() {
  let handed = 0;
  const client = {
    cluster: 'rke2',
    list: async () => ({
      items: [warning('quiet', 'before')],
      resourceVersion: '1',
    }),
    async *watch(_, { signal, onOpen }): AsyncGenerator<WatchEvent> {
      onOpen?.();
      for (let at = 0; at < FLOOD; at += 1) {
        // As bytes come: in pieces, so that whoever may go on between them can.
        if (at % 50 === 0) await new Promise(setImmediate);
        handed += 1;
        yield { type: 'ADDED', object: warning('hostile', `event-${at}`) };
      }
      handed += 1;
      yield { type: 'ADDED', object: warning('quiet', 'after') };
      await new Promise(resolve => signal.addEventListener('abort', resolve));
    },
  } as Partial<KubeClient> as KubeClient;
  return { client, handed: () => handed };
}

describe('SEC-34: 50,000 events in one namespace', () => {
  it('are work for whoever looks there, within bounds, and for nobody else', async () => {
    const from = performance.now();
    const logger = mockServices.logger.mock();
    const { client, handed } = floodedCluster();
    const views = new ClusterViews({ client, logger, watchesAll: () => true });
    const judgements = new Judgements();
    const told = { hostile: 0, quiet: 0 };
    const judged = { hostile: 0, quiet: 0, between: 0 };
    const look = (namespace: 'hostile' | 'quiet') => {
      const desk = judgements.desk(() => {
        judged[namespace] += 1;
      });
      const view = views.view<WatchedWarning | undefined>(
        warnings,
        { namespace },
        {
          relevant: () => true,
          changed: () => {
            told[namespace] += 1;
            desk.ask();
          },
        },
      );
      return { desk, view };
    };
    const looks = { hostile: look('hostile'), quiet: look('quiet') };
    // Somebody who has nothing to do with it asks to be judged in the midst of it.
    const bystander = judgements.desk(() => {
      judged.between = handed();
    });
    await eventually(
      async () => handed(),
      count => count > FLOOD / 10,
    );
    bystander.ask();
    await eventually(
      async () => looks.quiet.view.items().length,
      count => count === 2,
      50_000,
    );
    const took = performance.now() - from;

    // Listed, seen, and the one event that was theirs.
    expect(told.quiet).toBeLessThanOrEqual(4);
    expect(judged.quiet).toBeLessThanOrEqual(told.quiet);
    expect(looks.quiet.view.state.state).toBe('ok');
    expect(judged.between).toBeGreaterThan(0);
    expect(judged.between).toBeLessThan(FLOOD);
    // What is kept has a limit, and it is told that it was reached.
    expect(looks.hostile.view.items()).toHaveLength(20_000);
    expect(looks.hostile.view.state).toMatchObject({
      state: 'stale',
      reason: expect.stringContaining('more than 20000 events'),
    });
    // At most one judgement in 50 ms, whatever comes.
    expect(judged.hostile).toBeLessThanOrEqual(took / 49 + 5);
    expect(told.hostile).toBeGreaterThan(judged.hostile * 10);

    bystander.close();
    looks.hostile.desk.close();
    looks.quiet.desk.close();
    await views.stop();
  });
});
