import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { createClusterStore } from '../apiserver/createClusterStore';
import { serveCluster } from '../apiserver/serveCluster';
import { createCertificateAuthority } from '../certificates/CertificateAuthority';
import { ContractClient } from './ContractClient';

/** A cluster that keeps the contract, and what only its operator can do to it. */
export interface ContractCluster {
  admin: ContractClient;
  /** `kasm-reader` and `kasm-writer` have no rights until a Role is bound to them. */
  reader: ContractClient;
  writer: ContractClient;
  stop(): Promise<void>;
  /** Makes it forget its history. */
  compact(): Promise<void>;
}

async function startSandboxCluster(): Promise<ContractCluster> {
  const store = createClusterStore({
    clock: { now: () => new Date(), after: () => () => {}, stop: () => {} },
  });
  const authority = await createCertificateAuthority();
  const tls = await authority.issue({
    commonName: 'sandbox',
    dnsNames: [],
    ipAddresses: ['127.0.0.1'],
  });
  const served = await serveCluster({
    store,
    tls,
    users: [
      { name: 'admin', groups: ['system:masters'], token: 'admin-token' },
      { name: 'kasm-reader', groups: [], token: 'reader-token' },
      { name: 'kasm-writer', groups: [], token: 'writer-token' },
    ],
  });
  const admin = new ContractClient(served.url, 'admin-token', authority.caPem);
  const reader = admin.withToken('reader-token');
  const writer = admin.withToken('writer-token');
  return {
    admin,
    reader,
    writer,
    compact: async () => store.compact(),
    async stop() {
      [admin, reader, writer].forEach(client => client.close());
      await served.close();
    },
  };
}

/** Compacts the etcd that start.sh runs on the port after the API server's. */
async function compactEtcd(server: string): Promise<void> {
  const { hostname, port } = new URL(server);
  const ask = async (path: string, body: object) => {
    const answer = await fetch(
      `http://${hostname}:${Number(port) + 1}${path}`,
      {
        method: 'POST',
        body: JSON.stringify(body),
      },
    );
    return answer.json();
  };
  const key = Buffer.from('/').toString('base64');
  const { header } = await ask('/v3/kv/range', { key });
  await ask('/v3/kv/compaction', {
    revision: header.revision,
    physical: true,
  });
}

async function connectRealCluster(file: string): Promise<ContractCluster> {
  const config = parse(readFileSync(file, 'utf8'));
  const { server } = config.clusters.find(
    (entry: any) => entry.name === 'real',
  ).cluster;
  const tokenOf = (name: string) =>
    config.users.find((user: any) => user.name === name).user.token;
  const admin = new ContractClient(server, tokenOf('admin'), undefined);
  const reader = admin.withToken(tokenOf('reader'));
  const writer = admin.withToken(tokenOf('writer'));
  return {
    admin,
    reader,
    writer,
    compact: () => compactEtcd(server),
    async stop() {
      [admin, reader, writer].forEach(client => client.close());
    },
  };
}

const realKubeconfig = process.env.KASM_REAL_KUBECONFIG;

/** The sandbox always, and the real API server of `KASM_REAL_KUBECONFIG` (context `real`). */
export const contractClusters: Array<{
  name: string;
  start: () => Promise<ContractCluster>;
}> = [
  { name: 'the sandbox', start: startSandboxCluster },
  ...(realKubeconfig
    ? [
        {
          name: 'the real API server',
          start: () => connectRealCluster(realKubeconfig),
        },
      ]
    : []),
];

/** A cluster with a namespace of its own for one test file. */
export interface Contract extends ContractCluster {
  namespace: string;
  /** Paths of objects outside of the namespace, which are deleted at the end too. */
  elsewhere: string[];
  /** `/api/v1/namespaces/<namespace>/configmaps` and the like. */
  core(plural: string, name?: string): string;
  /** `/apis/<group/version>/namespaces/<namespace>/<plural>`. */
  group(groupVersion: string, plural: string, name?: string): string;
}

/** Generous: answers take long on a machine with much else to do. */
const TEST_MS = 60_000;

/** Starts the cluster before the tests of a describe block and ends it after them. */
export function useContract(start: () => Promise<ContractCluster>): Contract {
  jest.setTimeout(TEST_MS);
  const namespace = `contract-${randomBytes(4).toString('hex')}`;
  const at = (root: string, plural: string, name?: string) =>
    `${root}/namespaces/${namespace}/${plural}${name ? `/${name}` : ''}`;
  const contract = {
    namespace,
    elsewhere: [] as string[],
    core: (plural: string, name?: string) => at('/api/v1', plural, name),
    group: (groupVersion: string, plural: string, name?: string) =>
      at(`/apis/${groupVersion}`, plural, name),
  } as Contract;
  beforeAll(async () => {
    Object.assign(contract, await start());
    const made = await contract.admin.post('/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    });
    expect(made.status).toBe(201);
  }, TEST_MS);
  afterAll(async () => {
    for (const path of contract.elsewhere) {
      await contract.admin.delete(path);
    }
    await contract.admin.delete(`/api/v1/namespaces/${namespace}`);
    await contract.stop();
  });
  return contract;
}

/** Asks until the answer is as wanted; rejects with the last answer when it never is. */
export async function eventually<T>(
  ask: () => Promise<T>,
  isWanted: (answer: T) => boolean,
): Promise<T> {
  const until = Date.now() + 40_000;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) {
      return answer;
    }
    if (Date.now() > until) {
      throw new Error(`never as wanted: ${JSON.stringify(answer)}`);
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}
