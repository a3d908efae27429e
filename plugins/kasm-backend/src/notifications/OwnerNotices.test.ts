import { mockServices } from '@backstage/backend-test-utils';
import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { judged } from '../evaluate/__fixtures__/judge';
import { TROUBLE } from '../evaluate/__fixtures__/trouble';
import { healthyObservation } from '../evaluate/__fixtures__/healthyObservation';
import { MemoryToldStore } from './__testUtils__/MemoryToldStore';
import { OwnerNotices } from './OwnerNotices';

const HOLD = 60;

const healthy = judged(() => {});
const down = judged(TROUBLE['database-down']);
const degraded = judged(TROUBLE['component-missing']);
const warned = judged(TROUBLE['database-backup-stale']);
const stopped = judged(TROUBLE['database-stopped']);

const deployment = {
  ref: 'rke2/workspaces',
  facts: healthyObservation().deployment,
  issuer: 'vault',
};

/** One portal's notices, with the notifications backend and the clock in our hands. */
function portal(
  config: { minSeverity?: 'normal' } = {},
  store = new MemoryToldStore(),
) {
  const sent: NotificationSendOptions[] = [];
  const world = {
    now: 0,
    leads: true,
    away: false,
    /** What becomes of a notification to this owner, if not the usual. */
    odd: new Map<string, () => Promise<void>>(),
  };
  const logger = mockServices.logger.mock();
  const notices = new OwnerNotices({
    config: {
      enabled: true,
      minSeverity: 'high',
      holdSeconds: HOLD,
      ...config,
    },
    notifications: {
      async send(options) {
        if (world.away) throw new Error('Request failed with status 404');
        await world.odd.get(options.payload.scope!)?.();
        sent.push(options);
      },
    },
    store,
    leadership: {
      get leads() {
        return world.leads;
      },
    },
    logger,
    now: () => world.now,
    deadline: 50,
  });
  return {
    notices,
    world,
    logger,
    store,
    sent,
    titles: () => sent.map(({ payload }) => payload.title),
    judge(after: StatusDocument, before?: StatusDocument) {
      notices.changed({ deployment, before, after });
    },
    /** Of another deployment. */
    judgeAs(ref: string, after: StatusDocument) {
      const facts = { ...deployment.facts, name: ref.split('/')[1] };
      notices.changed({ deployment: { ...deployment, ref, facts }, after });
    },
    forget: () => notices.forgotten(deployment.ref),
    async wait(seconds: number) {
      for (let second = 0; second < seconds; second++) {
        world.now += 1000;
        await notices.look();
      }
    },
  };
}

describe('OwnerNotices', () => {
  it('tells the owner what is wrong and where to look, once it has lasted', async () => {
    const { judge, wait, sent } = portal();
    judge(healthy);
    judge(down, healthy);
    await wait(HOLD - 1);
    expect(sent).toEqual([]);

    await wait(HOLD);
    expect(sent).toEqual([
      {
        recipients: {
          type: 'entity',
          entityRef: 'group:default/platform-engineers',
        },
        payload: {
          title: `${deployment.facts.title} is down`,
          description: down.summary,
          link: '/catalog/default/component/rke2-workspaces/kasm',
          severity: 'critical',
          topic: 'Kasm Workspaces',
          scope: 'rke2/workspaces',
        },
      },
    ]);
  });

  it('does not tell what mends itself', async () => {
    const { judge, wait, sent } = portal();
    judge(healthy);
    for (let times = 0; times < 5; times++) {
      judge(down);
      await wait(HOLD / 2);
      judge(healthy);
      await wait(HOLD / 2);
    }
    expect(sent).toEqual([]);
  });

  it('tells what is bad in ever other ways', async () => {
    const { judge, wait, sent } = portal();
    for (let times = 0; times < 6; times++) {
      judge(times % 2 ? down : degraded);
      await wait(HOLD / 4);
    }
    expect(sent).toHaveLength(1);
  });

  it('replaces what it told when it gets worse and when it is well again', async () => {
    const { judge, wait, titles, sent } = portal();
    for (const status of [degraded, down, healthy]) {
      judge(status);
      await wait(HOLD * 2);
    }
    const { title } = deployment.facts;
    expect(titles()).toEqual([
      `${title} is degraded`,
      `${title} is down`,
      `${title} is healthy again`,
    ]);
    expect(new Set(sent.map(({ payload }) => payload.scope)).size).toBe(1);
    expect(sent.map(({ payload }) => payload.severity)).toEqual([
      'high',
      'critical',
      'low',
    ]);
  });

  it('tells of recovery only once that has lasted', async () => {
    const { judge, wait, titles } = portal();
    judge(down);
    await wait(HOLD * 2);
    for (let times = 0; times < 5; times++) {
      judge(healthy);
      await wait(HOLD / 2);
      judge(down);
      await wait(HOLD / 2);
    }
    expect(titles()).toHaveLength(1);
  });

  it('tells of another finding, and not of the same ones coming and going', async () => {
    const { judge, wait, titles, sent } = portal({ minSeverity: 'normal' });
    judge(warned);
    await wait(HOLD * 2);
    expect(titles()).toEqual([`${deployment.facts.title} needs attention`]);
    expect(sent[0].payload).toMatchObject({
      severity: 'normal',
      description: expect.stringMatching(/backup/i),
    });

    const both = {
      ...warned,
      findings: [...warned.findings, { ...warned.findings[0], id: 'another' }],
    };
    judge(both);
    await wait(HOLD * 2);
    expect(titles()).toHaveLength(2);

    for (const status of [warned, both, warned]) {
      judge(status);
      await wait(HOLD * 2);
    }
    expect(titles()).toHaveLength(2);
  });

  it('keeps to what people want to hear', async () => {
    const { judge, wait, sent } = portal();
    judge(warned);
    await wait(HOLD * 2);
    expect(sent).toEqual([]);
  });

  describe.each<[string, (status: StatusDocument) => StatusDocument]>([
    ['stopped on purpose', () => stopped],
    ['on its way', status => ({ ...status, health: 'progressing' })],
    [
      'being created',
      status => ({
        ...status,
        deployment: { ...status.deployment, state: 'creating' },
      }),
    ],
    [
      'retired',
      status => ({
        ...status,
        deployment: { ...status.deployment, state: 'retired' },
      }),
    ],
    [
      'only settling',
      status => ({
        ...status,
        health: 'healthy',
        findings: status.findings.map(each => ({ ...each, settling: true })),
      }),
    ],
  ])('a deployment that is %s', (_, made) => {
    it('is no news', async () => {
      const { judge, wait, sent } = portal();
      judge(healthy);
      judge(made(down));
      await wait(HOLD * 3);
      expect(sent).toEqual([]);
    });
  });

  it('says nothing at a start of what was told before it', async () => {
    const store = new MemoryToldStore();
    const first = portal({}, store);
    first.judge(down);
    await first.wait(HOLD * 2);
    first.forget();

    const second = portal({}, store);
    second.judge(down);
    await second.wait(HOLD * 2);
    expect(second.sent).toEqual([]);

    second.judge(healthy);
    await second.wait(HOLD * 2);
    expect(second.titles()).toEqual([
      `${deployment.facts.title} is healthy again`,
    ]);
  });

  it('is silent where another replica leads, and goes on where that ended', async () => {
    const store = new MemoryToldStore();
    const [one, two] = [portal({}, store), portal({}, store)];
    two.world.leads = false;
    for (const each of [one, two]) {
      each.judge(down);
      await each.wait(HOLD * 2);
    }
    expect(two.sent).toEqual([]);

    one.world.leads = false;
    two.world.leads = true;
    await two.wait(HOLD);
    expect(two.sent).toEqual([]);
    for (const each of [one, two]) {
      each.judge(healthy);
      await each.wait(HOLD * 2);
    }
    expect(one.sent).toHaveLength(1);
    expect(two.sent).toHaveLength(1);
  });

  it('says once that nobody takes notifications, tries ever more seldom, and tells when somebody does', async () => {
    const { judge, judgeAs, wait, world, sent, logger } = portal();
    world.away = true;
    judge(down);
    await wait(HOLD * 30);
    judgeAs('rke2/later', down);
    await wait(HOLD * 30);
    expect(logger.warn).toHaveBeenCalledTimes(1);

    world.away = false;
    await wait(HOLD * 11);
    expect(sent).toHaveLength(2);
  });

  it('tells once though what was told cannot be remembered', async () => {
    const { judge, wait, sent, store } = portal();
    store.failing = true;
    judge(down);
    await wait(HOLD * 3);
    expect(sent).toHaveLength(1);
  });

  describe('an owner who cannot be told', () => {
    const refs = ['rke2/a', 'rke2/b', 'rke2/c'];
    const scopes = (sent: NotificationSendOptions[]) =>
      sent.map(({ payload }) => payload.scope);

    it.each<[string, () => Promise<void>]>([
      [
        'is refused',
        async () => {
          throw new Error('No such entity');
        },
      ],
      ['gets no answer', () => new Promise(() => {})],
    ])(
      'does not hold up the others when the notification %s',
      async (_, odd) => {
        const { judgeAs, wait, sent, world, logger } = portal();
        world.odd.set('rke2/a', odd);
        refs.forEach(ref => judgeAs(ref, down));
        await wait(HOLD + 10);

        expect(scopes(sent)).toEqual(['rke2/b', 'rke2/c']);
        expect(logger.warn).toHaveBeenCalledTimes(1);
        world.odd.clear();
        await wait(HOLD);
        expect(scopes(sent)).toEqual(['rke2/b', 'rke2/c', 'rke2/a']);
      },
    );

    it('is none of this replica’s business as soon as another leads', async () => {
      const { judgeAs, wait, sent, world } = portal();
      world.odd.set('rke2/a', async () => {
        world.leads = false;
      });
      refs.forEach(ref => judgeAs(ref, down));
      await wait(HOLD * 2);

      expect(scopes(sent)).toEqual(['rke2/a']);
    });

    it('does not hold up the end of the portal, either', async () => {
      const { judgeAs, wait, notices, world, sent } = portal();
      refs.forEach(ref => world.odd.set(ref, () => new Promise(() => {})));
      refs.forEach(ref => judgeAs(ref, down));
      const looking = wait(HOLD);
      await notices.stop();
      await looking;

      expect(sent).toEqual([]);
    });
  });
});
