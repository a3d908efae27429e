import { mockServices } from '@backstage/backend-test-utils';
import type { KubeClient } from '@kasm-portal/backstage-plugin-kasm-node';
import { StrayDescriptors } from './StrayDescriptors';

const configMap = (namespace: string, name: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { namespace, name },
});

async function counted(client: Partial<KubeClient>) {
  const logger = mockServices.logger.mock();
  const strays = new StrayDescriptors({
    client: { cluster: 'rke2', ...client } as KubeClient,
    systemNamespace: 'kasm-portal',
    logger,
  });
  strays.start();
  await new Promise(resolve => setImmediate(resolve));
  strays.stop();
  return {
    count: strays.count,
    said: logger.warn.mock.calls.map(([text]) => text),
  };
}

describe('descriptors that are not where they belong', () => {
  it('are counted and told of once', async () => {
    const { count, said } = await counted({
      canI: async () => true,
      list: async () => ({
        resourceVersion: '1',
        items: [
          configMap('kasm-portal', 'kasm-descriptor'),
          configMap('tenant', 'kasm-descriptor'),
        ] as any[],
      }),
    });
    expect(count).toBe(1);
    expect(said).toEqual([
      'rke2: 1 ConfigMaps with the label kasm-portal/deployment are not in kasm-portal and are ignored: tenant/kasm-descriptor',
    ]);
  });

  it('are not asked for without the right to', async () => {
    const list = jest.fn();
    const { count, said } = await counted({ canI: async () => false, list });
    expect(list).not.toHaveBeenCalled();
    expect(count).toBeUndefined();
    expect(said).toEqual([]);
  });

  it('stop nothing when the cluster does not answer', async () => {
    const { count } = await counted({
      canI: async () => {
        throw new Error('refused');
      },
    });
    expect(count).toBeUndefined();
  });
});
