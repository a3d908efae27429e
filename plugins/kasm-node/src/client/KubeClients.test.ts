import { readFile } from 'node:fs/promises';
import { mockServices } from '@backstage/backend-test-utils';
import { readKasmConfig } from '../clusters/readKasmConfig';
import { ScriptedServer } from '../scriptedServer/ScriptedServer';
import { createReaderClients, createWriterClients } from './KubeClients';
import { resources } from './resources';

jest.mock('node:fs/promises', () => {
  const real = jest.requireActual('node:fs/promises');
  return { ...real, readFile: jest.fn(real.readFile) };
});

const WRITER_FILE = '/does/not/exist/writer-token';

describe('KubeClients', () => {
  let server: ScriptedServer;

  beforeEach(async () => {
    jest.mocked(readFile).mockClear();
    server = await ScriptedServer.start((_, reply) =>
      reply.json(200, {
        gitVersion: 'v1.33.0',
        metadata: { resourceVersion: '1' },
        items: [],
      }),
    );
  });

  afterEach(() => server.stop());

  function configure() {
    const cluster = (name: string) => ({
      name,
      roles: ['agents'],
      namespaces: ['kasm'],
      reader: { server: server.url, token: `reader-of-${name}` },
    });
    const rke2 = {
      ...cluster('rke2'),
      writer: { server: server.url, tokenFile: WRITER_FILE },
    };
    const kasm = { clusters: [rke2, cluster('harvester')] };
    return readKasmConfig(mockServices.rootConfig({ data: { kasm } }))!;
  }

  const openedFiles = () =>
    jest.mocked(readFile).mock.calls.map(([file]) => String(file));

  it('gives one client per cluster, with its own credential', async () => {
    const readers = createReaderClients(configure());
    expect(readers.client('rke2')).toBe(readers.client('rke2'));
    await readers.client('rke2').version();
    await readers.client('harvester').version();
    expect(server.requests.map(r => r.headers.authorization)).toEqual([
      'Bearer reader-of-rke2',
      'Bearer reader-of-harvester',
    ]);
    await readers.close();
    expect(() => readers.client('rke2')).toThrow('closed');
  });

  it("never opens the writer's file for reading (SEC-01)", async () => {
    const readers = createReaderClients(configure());
    await readers.client('rke2').list(resources.pods);
    await readers.close();
    expect(openedFiles()).not.toContain(WRITER_FILE);
  });

  it("opens the writer's file when something is written", async () => {
    const writers = createWriterClients(configure());
    const client = writers.client('rke2');
    expect(openedFiles()).not.toContain(WRITER_FILE);
    await expect(client.version()).rejects.toThrow(
      'The token file of the writer of cluster rke2 cannot be read',
    );
    await writers.close();
  });

  it('names the cluster that may not be changed, and the known ones', () => {
    const writers = createWriterClients(configure());
    expect(() => writers.client('harvester')).toThrow(
      'may not change anything on cluster "harvester"',
    );
    expect(() => writers.client('moon')).toThrow('rke2, harvester');
  });
});
