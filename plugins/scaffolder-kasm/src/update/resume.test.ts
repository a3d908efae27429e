import { DESCRIPTOR_KEY } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import {
  resources,
  type KubeClient,
  type KubeClients,
  type KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { runAction } from '../__testUtils__/runAction';
import { seededTarget, type SeededTarget } from '../__testUtils__/seededTarget';
import { updateDeploymentAction } from './updateDeploymentAction';

const change = {
  nodeSelector: {},
  title: 'Desktops',
  database: { instances: 2 },
  ingress: { backend: 'http' },
};

type How = 'unsent' | 'unanswered';

/** Clients of a process that ends at one of its writes, counted from 1. */
function dyingAtWrite(clients: KubeClients, at: number, how: How) {
  let writes = 0;
  const gone = () => Promise.reject(new Error('the process is gone'));
  const wrap = (client: KubeClient): KubeClient =>
    new Proxy(client, {
      get(target, property) {
        const original = Reflect.get(target, property, target) as any;
        if (typeof original !== 'function') {
          return original;
        }
        return (...args: any[]) => {
          const dry = args[2]?.dryRun === true || args[1]?.dryRun === true;
          if (
            writes < at &&
            /create|apply|Patch|delete/.test(String(property)) &&
            !dry
          ) {
            writes += 1;
            if (writes === at) {
              return how === 'unsent'
                ? gone()
                : original.apply(target, args).then(gone);
            }
          }
          return writes >= at ? gone() : original.apply(target, args);
        };
      },
    });
  return {
    count: () => writes,
    clients: {
      client: (name: string) => wrap(clients.client(name)),
      close: async () => undefined,
    },
  };
}

describe('an update that ends in the middle', () => {
  jest.setTimeout(240_000);
  let target: SeededTarget;

  beforeAll(async () => {
    target = await seededTarget();
  });
  afterAll(async () => {
    await target?.stop();
  });

  const update = (
    input: object,
    clients: KubeClients = target.clients,
    context: Parameters<typeof runAction>[2] = {},
  ) =>
    runAction(
      { cluster: 'rke2', name: 'workspaces', ...input },
      { config: target.config, clients, pollInterval: 20 },
      { action: updateDeploymentAction, ...context },
    );

  /** Everything that an update decides, without what a server counts and stamps. */
  async function outcome() {
    const spec = async (
      resource: KubeResource,
      name: string,
      namespace: string,
    ) =>
      target.admin.get<any>(resource, name, { namespace }).then(
        object => object.spec,
        () => 'not there',
      );
    const map = await target.admin.get<any>(
      resources.configMaps,
      'workspaces-descriptor',
      { namespace: 'kasm-portal' },
    );
    const {
      created,
      updatedAt: _,
      ...descriptor
    } = JSON.parse(map.data[DESCRIPTOR_KEY]);
    return {
      descriptor,
      created: created.map(({ kind, name, uid }: any) => [kind, name, !!uid]),
      database: await spec(resources.databaseClusters, 'kasm-pg', 'database'),
      chart: await spec(resources.helmCharts, 'kasm', 'kasm-portal'),
      route: await spec(resources.ingressRoutes, 'kasm', 'kasm'),
      transport: await spec(
        resources.serversTransports,
        'kasm-skip-verify',
        'kasm',
      ),
    };
  }

  async function goBack() {
    const back = await update({ undo: true });
    expect(back.error).toBeUndefined();
  }

  it('ends the same when it is run again, whichever write was the last', async () => {
    // so that the seeded objects are what the portal itself writes
    expect((await update({ title: 'First' })).error).toBeUndefined();
    const counting = dyingAtWrite(target.clients, Infinity, 'unsent');
    const clean = await update(change, counting.clients);
    expect(clean.error).toBeUndefined();
    const wanted = await outcome();
    expect(wanted.transport).toBe('not there');
    await goBack();

    const writes = counting.count();
    expect(writes).toBeGreaterThanOrEqual(6);
    // a write that was not sent is the one before it that was not answered
    for (let at = 0; at <= writes; at++) {
      const how = at === 0 ? 'unsent' : 'unanswered';
      const killed = await update(
        change,
        dyingAtWrite(target.clients, Math.max(at, 1), how).clients,
      );
      expect(killed.error).toBeDefined();
      const again = await update(change);
      expect([at, how, again.error]).toEqual([at, how, undefined]);
      expect(await outcome()).toEqual(wanted);
      await goBack();
    }
  });

  it('can be undone from where it stopped', async () => {
    const before = await outcome();
    await update(change, dyingAtWrite(target.clients, 4, 'unanswered').clients);
    await goBack();
    const { descriptor, ...after } = await outcome();
    expect(after).toEqual({
      created: before.created,
      database: before.database,
      chart: before.chart,
      route: before.route,
      transport: before.transport,
    });
    expect(descriptor).toEqual(before.descriptor);
  });

  it('stops when it is cancelled, says how to go on, and goes on', async () => {
    const cancel = new AbortController();
    const run = await update(change, target.clients, {
      signal: cancel.signal,
      onLine: line => {
        if (line.startsWith('Step') && line.includes('Control plane')) {
          setImmediate(() => cancel.abort());
        }
      },
    });
    const told = [run.error?.message, ...run.log].join('\n');
    expect(told).toMatch(/was cancelled during "(Control plane|Route)"/);
    expect(told).toContain('run it again with the same values');
    expect(told).toContain('undo: true');
    const again = await update(change);
    expect(again.error).toBeUndefined();
    expect(again.log.join('\n')).toContain('An update before this one');
    await goBack();
  });

  it('says how to heal Helm when it fails', async () => {
    target.sandbox.inject('release-install-refused');
    try {
      const run = await update({ ...change, deadlines: { release: 1 } });
      const told = [run.error?.message, ...run.log].join('\n');
      expect(told).toContain('failed during "Helm release"');
      // the sandbox's controller has failurePolicy retry
      expect(told).toContain('undo: true heals it');
      expect(told).toContain('Never delete the HelmChart');
    } finally {
      target.sandbox.heal();
    }
    await goBack();
  });
});
