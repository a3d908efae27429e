import { ContractClient } from '../../contract/ContractClient';
import type { Sandbox } from '../../Sandbox';
import { startSandbox } from '../../startSandbox';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

const PODS = '/api/v1/namespaces/database/pods';
const status = (pod: string) => `${PODS}/${pod}/proxy/pg/status`;

describe('the proxy of pods', () => {
  let sandbox: Sandbox;
  const clients: ContractClient[] = [];
  const as = (token: string) => {
    const { url } = sandbox.clusters.rke2;
    const client = new ContractClient(url, token, sandbox.ca);
    clients.push(client);
    return client;
  };

  beforeAll(async () => {
    sandbox = await startSandbox({
      ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
      speed: 20,
    });
  });
  afterAll(async () => {
    clients.forEach(client => client.close());
    await sandbox?.stop();
  });

  it('leads to the instance managers of databases', async () => {
    const answer = await as('sandbox-admin').get(
      status('https:kasm-pg-1:8000'),
    );

    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      isPrimary: true,
      timeLineID: 1,
      currentLsn: expect.stringMatching(/^[0-9A-F]+\/[0-9A-F]+$/),
      replicationInfo: [
        { applicationName: 'kasm-pg-2', state: 'streaming' },
        { applicationName: 'kasm-pg-3', state: 'streaming' },
      ],
    });
  });

  it('answers as the program there does, and leads nowhere else', async () => {
    const admin = as('sandbox-admin');

    expect((await admin.get(status('http:kasm-pg-1:8000'))).status).toBe(400);
    expect((await admin.get(status('https:kasm-pg-1:5432'))).status).toBe(405);
    expect((await admin.get(status('https:nobody:8000'))).status).toBe(404);
  });

  it('is a right of its own', async () => {
    const reader = await as('sandbox-reader').get(
      status('https:kasm-pg-1:8000'),
    );

    expect(reader.status).toBe(403);
    expect(reader.json).toMatchObject({
      message: expect.stringContaining('"pods/proxy"'),
    });
  });
});
