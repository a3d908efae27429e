import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { startSandbox, type Sandbox } from 'sandbox';
import {
  createReaderClients,
  createWriterClients,
  type KubeClients,
} from './client/KubeClients';
import { resources } from './client/resources';
import { readKasmConfig } from './clusters/readKasmConfig';
import { openKubernetesClient } from './credentials/kubernetesClient';
import { ClusterProbe } from './reflector/ClusterProbe';
import { Reflector } from './reflector/Reflector';
import { eventually } from './scriptedServer/eventually';

const { configMaps, secrets } = resources;

// Everything above is tested with scripts; this is whether it fits a server that it was not written with.
describe('with the sandbox', () => {
  const folder = createMockDirectory();
  let sandbox: Sandbox;
  let readers: KubeClients;
  let writers: KubeClients;

  const configMap = (name: string, data: Record<string, string>) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'kasm-portal' },
    data,
  });

  beforeAll(async () => {
    // The first time, jest has to transform all of client-node.
    openKubernetesClient();
    sandbox = await startSandbox({
      ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
      seeded: false,
    });
    const { store } = sandbox.clusters.rke2;
    if (!store.get('namespaces', undefined, 'kasm-portal')) {
      store.create({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'kasm-portal' },
      });
    }
    store.create(configMap('always', {}));
    folder.setContent({ kubeconfig: sandbox.kubeconfig, token: 'sandbox-x' });
    const kubeconfigFile = folder.resolve('kubeconfig');
    const kasm = {
      allowSandboxTokens: true,
      clusters: [
        {
          name: 'rke2',
          roles: ['controlPlane'],
          namespaces: ['kasm'],
          domains: [sandbox.domain],
          reader: { kubeconfigFile, context: 'rke2-reader' },
          writer: { kubeconfigFile, context: 'rke2-writer' },
        },
        {
          name: 'distrusted',
          roles: ['agents'],
          namespaces: ['kasm'],
          reader: {
            server: sandbox.clusters.rke2.url,
            tokenFile: folder.resolve('token'),
          },
        },
      ],
    };
    const config = mockServices.rootConfig({ data: { kasm } });
    readers = createReaderClients(readKasmConfig(config)!);
    writers = createWriterClients(readKasmConfig(config)!);
  }, 120_000);

  afterAll(async () => {
    await readers?.close();
    await writers?.close();
    await sandbox?.stop();
  });

  it('proves life, discovers, and knows what it may do', async () => {
    const reader = readers.client('rke2');
    expect(await reader.version()).toMatch(/^v1\.\d+/);
    expect(await reader.discover('v1')).toContain('pods');
    expect(await reader.discover('absent.example.com/v1')).toBeUndefined();
    const what = {
      group: '',
      resource: 'configmaps',
      namespace: 'kasm-portal',
    };
    expect(await reader.canI({ verb: 'list', ...what })).toBe(true);
    expect(await reader.canI({ verb: 'create', ...what })).toBe(false);
  });

  it('refuses a server whose CA it does not know', async () => {
    await expect(readers.client('distrusted').version()).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('certificate is not trusted'),
    });
  });

  it('may read, and may not write as the reader', async () => {
    await expect(
      readers.client('rke2').create(configMaps, configMap('not-mine', {})),
    ).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(
      readers.client('rke2').list(secrets, { namespace: 'kasm-portal' }),
    ).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('sees what the writer creates, changes and deletes', async () => {
    const writer = writers.client('rke2');
    const reflector = new Reflector({
      client: readers.client('rke2'),
      resource: configMaps,
      namespace: 'kasm-portal',
      project: ({ data }) => (data as { text?: string })?.text,
    });
    reflector.start();
    try {
      await reflector.settled();
      await writer.apply(configMaps, configMap('seen', { text: 'one' }), {
        dryRun: true,
      });
      await writer.apply(configMaps, configMap('seen', { text: 'two' }));
      const key = 'kasm-portal/seen';
      await eventually(() => expect(reflector.items.get(key)).toBe('two'));
      await writer.apply(configMaps, configMap('seen', { text: 'three' }));
      await eventually(() => expect(reflector.items.get(key)).toBe('three'));
      const where = { namespace: 'kasm-portal' };
      const { metadata } = await writer.get(configMaps, 'seen', where);
      await expect(
        writer.delete(configMaps, 'seen', { ...where, uid: 'another' }),
      ).rejects.toMatchObject({ kind: 'conflict' });
      await writer.delete(configMaps, 'seen', { ...where, uid: metadata.uid });
      await writer.delete(configMaps, 'seen', where);
      await eventually(() => expect(reflector.items.has(key)).toBe(false));
    } finally {
      await reflector.stop();
    }
  });

  it('does not take a field that somebody else owns, and names them', async () => {
    const writer = writers.client('rke2');
    // As a person would, with another field manager than ours.
    sandbox.clusters.rke2.store.create(configMap('owned', { text: 'theirs' }));
    const error = await writer
      .apply(configMaps, configMap('owned', { text: 'ours' }))
      .catch(thrown => thrown);
    expect(error).toMatchObject({ kind: 'conflict' });
    expect(error.details.causes[0]).toMatchObject({
      field: '.data.text',
      manager: expect.any(String),
    });
    await expect(
      writer.create(configMaps, configMap('owned', {})),
    ).rejects.toMatchObject({ kind: 'alreadyExists' });
  });

  it.each([
    ['rke2-api-hangs', 'unreachable'],
    ['rke2-api-refuses', 'unreachable'],
    ['rke2-api-unauthorized', 'unauthenticated'],
    ['rke2-api-forbidden', 'forbidden'],
  ])('shows %s as %s and recovers', async (fault, state) => {
    const client = readers.client('rke2');
    const probe = new ClusterProbe({ client, interval: 50, deadline: 1000 });
    const reflector = new Reflector({
      client,
      probe,
      resource: configMaps,
      namespace: 'kasm-portal',
      project: ({ metadata }) => metadata.name,
    });
    probe.start();
    reflector.start();
    try {
      await eventually(() => expect(reflector.state.state).toBe('ok'));
      sandbox.inject(fault);
      await eventually(() => expect(reflector.state.state).toBe(state));
      sandbox.heal(fault);
      await eventually(() => expect(reflector.state.state).toBe('ok'));
    } finally {
      await Promise.all([reflector.stop(), probe.stop()]);
    }
  });
});
