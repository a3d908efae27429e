import { createClusterStore } from '../../../apiserver/createClusterStore';
import { rke2Groups } from '../../../apiserver/resources/ResourceRegistry';
import {
  serveCluster,
  type ServedCluster,
} from '../../../apiserver/serveCluster';
import type { ServedStore } from '../../../apiserver/store/ServedStore';
import { createCertificateAuthority } from '../../../certificates/CertificateAuthority';
import { ContractClient } from '../../../contract/ContractClient';
import { OPERATOR_DEPLOYMENT, OPERATOR_NAMESPACE } from '../operator';
import { databaseWebhook } from './databaseWebhook';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

const CLUSTERS = '/apis/postgresql.cnpg.io/v1/namespaces/default/clusters';
const ONE = `${CLUSTERS}/pg`;
const APPLY = 'application/apply-patch+yaml';
const MERGE = 'application/merge-patch+json';

const cluster = (spec: object = {}) => ({
  apiVersion: 'postgresql.cnpg.io/v1',
  kind: 'Cluster',
  metadata: { name: 'pg' },
  spec: { instances: 1, storage: { size: '20Gi' }, ...spec },
});
/** Not enough memory for its buffers. */
const cramped = {
  resources: { requests: { memory: '128Mi' } },
  postgresql: { parameters: { shared_buffers: '256MB' } },
};

describe('a webhook behind the API server', () => {
  let served: ServedCluster;
  let client: ContractClient;
  let store: ServedStore;

  const operator = (availableReplicas: number) =>
    store.updateStatus(
      'deployments.apps',
      OPERATOR_NAMESPACE,
      OPERATOR_DEPLOYMENT,
      status => Object.assign(status, { availableReplicas }),
    );

  beforeAll(async () => {
    const authority = await createCertificateAuthority();
    const tls = await authority.issue({
      commonName: 'sandbox',
      dnsNames: [],
      ipAddresses: ['127.0.0.1'],
    });
    store = createClusterStore({
      clock: { now: () => new Date(), after: () => () => {}, stop: () => {} },
      groups: rke2Groups,
    });
    store.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: OPERATOR_NAMESPACE },
    });
    store.create({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: OPERATOR_DEPLOYMENT, namespace: OPERATOR_NAMESPACE },
      spec: { replicas: 1 },
    });
    operator(1);
    store.registerWebhook(databaseWebhook(store));
    served = await serveCluster({
      store,
      tls,
      users: [{ name: 'admin', groups: ['system:masters'], token: 'admin' }],
    });
    client = new ContractClient(served.url, 'admin', authority.caPem);
  });
  afterAll(async () => {
    client.close();
    await served.close();
  });

  it('refuses in every way of writing, dry runs among them', async () => {
    const refused = {
      code: 422,
      reason: 'Invalid',
      message: expect.stringMatching(
        /^admission webhook "vcluster.cnpg.io" denied the request: .*shared_buffers/,
      ),
    };
    const post = (path: string, body: unknown) =>
      client.send('POST', path, { body });
    expect((await post(CLUSTERS, cluster(cramped))).json).toMatchObject(
      refused,
    );
    expect(
      (await post(`${CLUSTERS}?dryRun=All`, cluster(cramped))).json,
    ).toMatchObject(refused);
    const apply = (spec: object) =>
      client.send('PATCH', `${ONE}?fieldManager=test`, {
        body: cluster(spec),
        type: APPLY,
      });
    expect((await apply(cramped)).json).toMatchObject(refused);

    const made = await apply({});
    expect(made.status).toBe(201);
    expect(made.json.spec).toMatchObject({
      imageName: expect.stringContaining('postgresql:18'),
      postgresql: { parameters: { wal_level: 'logical' } },
    });
    expect((await apply(cramped)).json).toMatchObject({
      ...refused,
      message: expect.stringContaining('Cluster.cluster.cnpg.io "pg"'),
    });
    expect(
      (
        await client.send('PATCH', ONE, {
          body: { spec: cramped },
          type: MERGE,
        })
      ).json,
    ).toMatchObject(refused);
    const { json: now } = await client.send('GET', ONE);
    const put = await client.send('PUT', ONE, {
      body: { ...now, spec: { ...now.spec, storage: { size: '10Gi' } } },
    });
    expect(put.json.message).toContain("can't shrink existing storage");
  });

  it('is not asked about a status, and warns of what is deprecated', async () => {
    const status = await client.send('PATCH', `${ONE}/status`, {
      body: { status: { phase: 'Switchover in progress' } },
      type: MERGE,
    });
    expect(status.status).toBe(200);
    const backup = await client.send('PATCH', ONE, {
      body: {
        spec: { backup: { barmanObjectStore: { destinationPath: 's3://b' } } },
      },
      type: MERGE,
    });
    expect(backup.status).toBe(200);
    expect(String(backup.headers.warning)).toContain(
      'spec.backup.barmanObjectStore',
    );
  });

  it('stops everything while the operator is away', async () => {
    operator(0);
    const body = { metadata: { labels: { a: 'b' } } };
    const answer = await client.send('PATCH', `${ONE}?dryRun=All`, {
      body,
      type: MERGE,
    });
    expect(answer.json).toMatchObject({
      code: 500,
      reason: 'InternalError',
      message: expect.stringMatching(
        /^Internal error occurred: failed calling webhook "mcluster.cnpg.io": .* no endpoints available for service "cnpg-webhook-service"$/,
      ),
    });
    operator(1);
    expect(
      (await client.send('PATCH', ONE, { body, type: MERGE })).status,
    ).toBe(200);
  });
});
