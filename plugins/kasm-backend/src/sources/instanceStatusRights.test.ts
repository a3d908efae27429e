import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  createKubeClient,
  type KubeClient,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { startSandbox, type Sandbox } from 'sandbox';
import { parseAllDocuments } from 'yaml';
import { eventually } from '../__testUtils__/startPortal';
import { InstanceStatusWatch } from './InstanceStatusWatch';

// A machine with much else to do takes its time.
jest.setTimeout(60_000);

const manifests = parseAllDocuments(
  readFileSync(
    resolve(__dirname, '../../manifests/reader-instance-status.yaml'),
    'utf8',
  ),
).map(document => document.toJS() as KubeObject);

describe('manifests/reader-instance-status.yaml on the sandbox', () => {
  let sandbox: Sandbox;
  let reader: KubeClient;
  let admin: KubeClient;

  const clientOf = (token: string) =>
    createKubeClient({
      cluster: 'rke2',
      loadCredential: async () => ({
        server: sandbox.clusters.rke2.url,
        tls: { ca: sandbox.ca },
        headers: { authorization: `Bearer ${token}` },
      }),
    });
  const ask = () =>
    reader.podProxy('kasm-pg-1', {
      namespace: 'database',
      scheme: 'https',
      port: 8000,
      path: 'pg/status',
      limitBytes: 256 * 1024,
    });

  beforeAll(async () => {
    sandbox = await startSandbox({
      ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
      speed: 20,
    });
    reader = clientOf('sandbox-reader');
    admin = clientOf('sandbox-admin');
  });
  afterAll(async () => {
    await reader?.close();
    await admin?.close();
    await sandbox?.stop();
  });

  it('is what lets the portal ask instances, and nothing else does', async () => {
    await expect(ask()).rejects.toMatchObject({ kind: 'forbidden' });

    for (const manifest of manifests) {
      const { apiVersion, kind } = manifest;
      const plural = `${kind.toLowerCase()}s`;
      await admin.apply(
        { apiVersion, kind, plural, namespaced: true },
        manifest,
      );
    }
    const watch = new InstanceStatusWatch({
      client: reader,
      namespace: 'database',
      known: () => ({
        currentPrimary: 'kasm-pg-1',
        pods: [1, 2, 3].map(index => ({
          name: `kasm-pg-${index}`,
          createdAt: '',
          phase: 'Running',
          ready: true,
          containers: [],
        })),
      }),
      changed: () => {},
      interval: 20,
    });
    watch.start();
    const facts = await eventually(
      async () => watch.facts,
      found => found !== undefined,
    );
    await watch.stop();

    expect(facts).toEqual({
      position: expect.stringMatching(/^[0-9A-F]+\/[0-9A-F]+$/),
      lag: {},
    });
  });

  it('takes no answer that is too long', async () => {
    await expect(
      reader.podProxy('kasm-pg-1', {
        namespace: 'database',
        scheme: 'https',
        port: 8000,
        path: 'pg/status',
        limitBytes: 100,
      }),
    ).rejects.toMatchObject({ kind: 'server' });
  });
});
