import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { resolve } from 'node:path';
import {
  createKubeClient,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { startSandbox, type Sandbox } from 'sandbox';
import { parseAllDocuments } from 'yaml';
import {
  eventually,
  startPortal,
  type Portal,
} from './__testUtils__/startPortal';

// A cold start compiles half of Backstage.
jest.setTimeout(120_000);

const manifests = parseAllDocuments(
  readFileSync(resolve(__dirname, '../manifests/reader-rbac.yaml'), 'utf8'),
).map(document => document.toJS() as KubeObject);

type ClusterName = 'rke2' | 'harvester';

const clusterOf = ({ metadata }: KubeObject): ClusterName =>
  metadata.namespace === 'kasm-agents' ? 'harvester' : 'rke2';

const NAMESPACES: Record<ClusterName, string[]> = {
  rke2: [
    'kasm-portal',
    'kasm',
    'database',
    'cnpg-system',
    'kube-system',
    'default',
  ],
  harvester: ['kasm-agents', 'default'],
};

/** The shipped manifest alone is what the reader has; the sandbox grants no more and needs no more. */
describe('manifests/reader-rbac.yaml on the sandbox', () => {
  let sandbox: Sandbox;
  let portal: Portal | undefined;

  beforeAll(async () => {
    sandbox = await startSandbox({
      ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
      speed: 20,
    });
    // What lets people try any name; a real cluster has no such thing.
    sandbox.clusters.rke2.store.delete(
      'clusterrolebindings.rbac.authorization.k8s.io',
      undefined,
      'sandbox-any-namespace-reader',
    );
  });
  afterAll(async () => {
    await portal?.stop();
    await sandbox?.stop();
  });

  /** What the reader may do in a namespace, each rule once, in an order of its own. */
  function rulesIn(cluster: ClusterName, namespace: string): Promise<string[]> {
    const body = JSON.stringify({
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectRulesReview',
      spec: { namespace },
    });
    return new Promise((done, reject) => {
      const sent = request(
        `${sandbox.clusters[cluster].url}/apis/authorization.k8s.io/v1/selfsubjectrulesreviews`,
        {
          method: 'POST',
          ca: sandbox.ca,
          agent: false,
          headers: {
            authorization: 'Bearer sandbox-reader',
            'content-type': 'application/json',
          },
        },
        async response => {
          let text = '';
          for await (const chunk of response) text += chunk;
          const { status } = JSON.parse(text);
          const rules: object[] = status.resourceRules;
          done([...new Set(rules.map(rule => JSON.stringify(rule)))].sort());
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }

  async function everyRule() {
    const found: Record<string, string[]> = {};
    for (const cluster of ['rke2', 'harvester'] as const) {
      for (const namespace of NAMESPACES[cluster]) {
        found[`${cluster}/${namespace}`] = await rulesIn(cluster, namespace);
      }
    }
    return found;
  }

  async function apply(manifest: KubeObject) {
    const cluster = clusterOf(manifest);
    const admin = createKubeClient({
      cluster,
      loadCredential: async () => ({
        server: sandbox.clusters[cluster].url,
        tls: { ca: sandbox.ca },
        headers: { authorization: 'Bearer sandbox-admin' },
      }),
    });
    const { apiVersion, kind, metadata } = manifest;
    const plural = `${kind.toLowerCase()}s`;
    const namespaced = metadata.namespace !== undefined;
    await admin.apply({ apiVersion, kind, plural, namespaced }, manifest);
    await admin.close();
  }

  it('changes nothing when it is applied', async () => {
    const before = await everyRule();
    for (const manifest of manifests) {
      await apply(manifest);
    }
    expect(await everyRule()).toEqual(before);
  });

  it('suffices for everything that the portal shows', async () => {
    portal = await startPortal({ sandbox });
    const status = await eventually(
      () => portal!.get('/v1/deployments/rke2/workspaces'),
      ({ body }) => body.health === 'healthy',
      30_000,
    );
    const states = Object.values<{ state: string }>(status.body.sources).map(
      ({ state }) => state,
    );
    expect(states).not.toContain('forbidden');
  });
});
