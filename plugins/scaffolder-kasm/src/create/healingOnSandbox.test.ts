import {
  createWriterClients,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { Sandbox } from 'sandbox';
import { runAction } from '../__testUtils__/runAction';
import { sandboxTarget, type Target } from '../__testUtils__/targets';

/** An object that the chart makes, made by somebody else. */
const OBSTACLE = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'test-heal-proxy-base-configmap', namespace: 'test-heal' },
  data: {},
};

describe('running create again on controllers', () => {
  jest.setTimeout(60_000);
  let target: Target & { sandbox: Sandbox };

  beforeAll(async () => {
    target = await sandboxTarget();
  });
  afterAll(() => target?.stop());

  async function create() {
    const clients = createWriterClients(target.config);
    try {
      return await runAction(
        {
          cluster: 'rke2',
          name: 'test-heal',
          owner: 'group:default/platform-engineers',
          domain: target.domain,
        },
        { config: target.config, clients, pollInterval: 25 },
      );
    } finally {
      await clients.close();
    }
  }

  it('installs what Helm refused before, once its cause is gone', async () => {
    await target.admin.create(resources.namespaces, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: 'test-heal',
        labels: { 'kasm-portal/deployment': 'test-heal' },
      },
    });
    await target.admin.create(resources.configMaps, OBSTACLE);
    const first = await create();
    expect(first.error?.message).toContain('cannot be imported');
    await target.admin.delete(resources.configMaps, OBSTACLE.metadata.name, {
      namespace: 'test-heal',
    });
    // Helm's Job tries again by itself too, and may be first; that an ended one is started anew is
    // shown where nothing else moves, in healing.test.ts.
    const { error, outputs } = await create();
    expect(error).toBeUndefined();
    expect(outputs.ref).toBe('rke2/test-heal');
    const job = await target.admin.get(
      resources.jobs,
      'helm-install-test-heal',
      { namespace: 'kasm-portal' },
    );
    expect(job).toMatchObject({
      status: {
        conditions: expect.arrayContaining([
          expect.objectContaining({ type: 'Complete', status: 'True' }),
        ]),
      },
    });
  });
});
