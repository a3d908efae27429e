import { ContractClient } from '../contract/ContractClient';
import { createCertificateAuthority } from '../certificates/CertificateAuthority';
import { createClusterStore } from './createClusterStore';
import { rke2Groups } from './resources/ResourceRegistry';
import { serveCluster, type ServedCluster } from './serveCluster';
import type { ServedStore } from './store/ServedStore';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';
const NAMESPACE = '/api/v1/namespaces/default';

/** What kubectl 1.32 needs and the real server of the contract, being older, does not have. */
describe('a modern API server', () => {
  let served: ServedCluster;
  let client: ContractClient;
  let store: ServedStore;

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

  const protobuf = (path: string, hex: string) =>
    client.send('POST', path, {
      body: Buffer.from(hex.replace(/\s/g, ''), 'hex'),
      type: 'application/vnd.kubernetes.protobuf',
      accept: 'application/vnd.kubernetes.protobuf,application/json',
    });

  it('offers aggregated discovery with the media type that kubectl looks at', async () => {
    const answer = await client.send('GET', '/apis', { accept: AGGREGATED });
    expect(answer.headers['content-type']).toBe(
      'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
    );
    const groups = answer.json.items.map((item: any) => item.metadata.name);
    expect(groups).toContain('postgresql.cnpg.io');
    const apps = answer.json.items.find(
      (item: any) => item.metadata.name === 'apps',
    );
    expect(apps.versions[0].resources).toContainEqual(
      expect.objectContaining({
        resource: 'deployments',
        responseKind: { group: 'apps', version: 'v1', kind: 'Deployment' },
        scope: 'Namespaced',
        shortNames: ['deploy'],
      }),
    );
  });

  it('does not offer what is not installed', async () => {
    const answer = await client.send('GET', '/apis', { accept: AGGREGATED });
    const groups = answer.json.items.map((item: any) => item.metadata.name);
    expect(groups).not.toContain('kubevirt.io');
    const machines = await client.get('/apis/kubevirt.io/v1/virtualmachines');
    expect(machines.status).toBe(404);
    const definitions = await client.get(
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
    );
    const names = definitions.json.items.map((item: any) => item.metadata.name);
    expect(names).toContain('clusters.postgresql.cnpg.io');
    expect(names).not.toContain('virtualmachines.kubevirt.io');
  });

  it('describes every kind so that kubectl leaves validation to the server', async () => {
    const index = await client.get('/openapi/v3');
    for (const [path, { serverRelativeURL }] of Object.entries<any>(
      index.json.paths,
    )) {
      const document = await client.get(serverRelativeURL);
      expect(document.status).toBe(200);
      const operations = Object.entries<any>(document.json.paths);
      expect(
        operations.filter(([place]) => !place.startsWith(`/${path}/`)),
      ).toEqual([]);
      const patched = operations.flatMap(([, { patch }]) => patch ?? []);
      expect(patched.length).toBeGreaterThan(0);
      for (const { parameters } of patched) {
        expect(parameters).toContainEqual(
          expect.objectContaining({ name: 'fieldValidation' }),
        );
      }
    }
    const old = await client.get('/openapi/v2');
    expect(old).toMatchObject({ status: 200, text: '' });
  });

  it('enforces strict field validation, and warns otherwise', async () => {
    const wrong = {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      metadata: { name: 'strict' },
      spec: { instances: 1, storage: { size: '1Gi' }, bogus: 1 },
    };
    const path = '/apis/postgresql.cnpg.io/v1/namespaces/default/clusters';
    const strict = await client.post(path, wrong, {
      fieldValidation: 'Strict',
    });
    expect(strict.status).toBe(400);
    expect(strict.json.message).toBe(
      'Cluster in version "v1" cannot be handled as a Cluster: strict decoding error: unknown field "spec.bogus"',
    );
    const warned = await client.post(path, wrong);
    expect(warned.status).toBe(201);
    expect(warned.headers.warning).toBe(
      '299 - "unknown field \\"spec.bogus\\""',
    );
    const map = await client.post(
      `${NAMESPACE}/configmaps`,
      { metadata: { name: 'x' }, dta: {} },
      { fieldValidation: 'Strict' },
    );
    expect(map.json.message).toContain('unknown field "dta"');
  });

  it('reads the Secret that kubectl sends as protobuf', async () => {
    const answer = await protobuf(
      '/api/v1/namespaces/kasm/secrets',
      `6b387300 0a0c 0a02 7631 1206 536563726574 1223 0a17 0a03706273 1200
       1a046b61736d 2200 2a00 3200 3800 4200 1206 0a0161 120162 1a00 1a00 2200`,
    );
    expect(answer.status).toBe(404);
    store.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'kasm' },
    });
    const made = await protobuf(
      '/api/v1/namespaces/kasm/secrets',
      `6b387300 0a0c 0a02 7631 1206 536563726574 1223 0a17 0a03706273 1200
       1a046b61736d 2200 2a00 3200 3800 4200 1206 0a0161 120162 1a00 1a00 2200`,
    );
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      metadata: { name: 'pbs', namespace: 'kasm' },
      type: 'Opaque',
      data: { a: 'Yg==' },
    });
  });

  it('refuses protobuf that it cannot read', async () => {
    const answer = await protobuf(`${NAMESPACE}/secrets`, '6b387300 ff');
    expect(answer.status).toBe(400);
    expect(answer.json.reason).toBe('BadRequest');
  });

  it('answers who one is', async () => {
    const answer = await client.post(
      '/apis/authentication.k8s.io/v1/selfsubjectreviews',
      { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
    );
    expect(answer.json.status).toEqual({
      userInfo: {
        username: 'admin',
        groups: ['system:masters', 'system:authenticated'],
      },
    });
  });

  it('streams a list when asked to', async () => {
    const watch = await client.watch('/api/v1/namespaces', {
      sendInitialEvents: 'true',
      resourceVersionMatch: 'NotOlderThan',
      allowWatchBookmarks: 'true',
      fieldSelector: 'metadata.name=default',
    });
    expect(await watch.next()).toMatchObject({ type: 'ADDED' });
    expect(await watch.next()).toMatchObject({
      type: 'BOOKMARK',
      object: {
        metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } },
      },
    });
  });

  it('refuses to stream a list to those who do not ask rightly', async () => {
    const ask = async (query: Record<string, string>) =>
      (await client.get('/api/v1/namespaces', query)).json.message;
    expect(await ask({ sendInitialEvents: 'true' })).toContain(
      'sendInitialEvents is forbidden for list',
    );
    expect(await ask({ watch: 'true', sendInitialEvents: 'true' })).toContain(
      'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
    );
    expect(
      await ask({ watch: 'true', resourceVersionMatch: 'NotOlderThan' }),
    ).toContain(
      'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
    );
  });

  it('says under which subresource a status was written', async () => {
    const path = '/apis/apps/v1/namespaces/default/deployments';
    await client.post(path, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: {
        selector: { matchLabels: { a: 'b' } },
        template: {
          metadata: { labels: { a: 'b' } },
          spec: { containers: [{ name: 'c', image: 'x' }] },
        },
      },
    });
    const answer = await client.patch(`${path}/web/status`, {
      status: { replicas: 1 },
    });
    expect(answer.json.metadata.managedFields).toContainEqual(
      expect.objectContaining({
        manager: 'contract',
        operation: 'Update',
        subresource: 'status',
        fieldsV1: { 'f:status': { 'f:replicas': {} } },
      }),
    );
  });

  describe('logs', () => {
    const path = `${NAMESPACE}/pods/talker/log`;

    beforeAll(() => {
      store.create({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'talker', namespace: 'default' },
        spec: {
          nodeName: 'node-1',
          containers: [{ name: 'one' }, { name: 'two' }],
        },
      });
      ['first', 'second'].forEach(line =>
        store.appendLog('default', 'talker', 'one', line),
      );
      store.restartLog('default', 'talker', 'one');
      ['third', 'fourth', 'fifth'].forEach(line =>
        store.appendLog('default', 'talker', 'one', line),
      );
    });

    it('are plain text, the last lines and those before the restart', async () => {
      const tail = await client.get(path, { container: 'one', tailLines: '2' });
      expect(tail.headers['content-type']).toMatch(/^text\/plain/);
      expect(tail.text).toBe('fourth\nfifth\n');
      const none = await client.get(path, { container: 'one', tailLines: '0' });
      expect(none.text).toBe('');
      const previous = await client.get(path, {
        container: 'one',
        previous: 'true',
      });
      expect(previous.text).toBe('first\nsecond\n');
    });

    it('need to know which container', async () => {
      const unnamed = await client.get(path);
      expect(unnamed.status).toBe(400);
      expect(unnamed.json.message).toBe(
        'a container name must be specified for pod talker, choose one of: [one two]',
      );
      const never = await client.get(path, {
        container: 'two',
        previous: 'true',
      });
      expect(never.status).toBe(400);
      expect(never.json.message).toBe(
        'previous terminated container "two" in pod "talker" not found',
      );
    });

    it('are followed until the pod is gone', async () => {
      const followed = client.get(path, { container: 'two', follow: 'true' });
      const follower = await client.watch(path, {
        container: 'two',
        follow: 'true',
      });
      expect(follower.status).toBe(200);
      store.appendLog('default', 'talker', 'two', '"late"');
      expect(await follower.next()).toBe('late');
      store.delete('pods', 'default', 'talker', { gracePeriodSeconds: 0 });
      expect(await follower.next()).toBe(undefined);
      expect((await followed).status).toBe(200);
    });
  });
});
