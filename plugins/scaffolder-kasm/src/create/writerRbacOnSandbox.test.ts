import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { resolve } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import {
  createWriterClients,
  readKasmConfig,
  type KubeClient,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { startSandbox, type Sandbox } from 'sandbox';
import { parseAllDocuments } from 'yaml';
import { runAction } from '../__testUtils__/runAction';
import { sandboxTarget, type Target } from '../__testUtils__/targets';

const manifests = parseAllDocuments(
  readFileSync(resolve(__dirname, '../../manifests/writer-rbac.yaml'), 'utf8'),
).map(document => document.toJS() as KubeObject);

const NAMESPACES = [
  'kasm-portal',
  'kasm',
  'database',
  'kube-system',
  'default',
];

function applyManifest(admin: KubeClient, manifest: KubeObject) {
  const { apiVersion, kind, metadata } = manifest;
  const resource = {
    apiVersion,
    kind,
    plural: `${kind.toLowerCase()}s`,
    namespaced: metadata.namespace !== undefined,
  };
  return admin.apply(resource, manifest);
}

/** The shipped manifest alone is what the writer has; the sandbox grants no more and needs no more. */
describe('manifests/writer-rbac.yaml on the sandbox', () => {
  jest.setTimeout(120_000);
  let target: Target & { sandbox: Sandbox };

  beforeAll(async () => {
    target = await sandboxTarget();
    // What lets people try any name; a real cluster has no such thing.
    target.sandbox.clusters.rke2.store.delete(
      'clusterrolebindings.rbac.authorization.k8s.io',
      undefined,
      'sandbox-any-namespace-writer',
    );
  });
  afterAll(async () => {
    await target?.stop();
  });

  /** What the writer may do in a namespace, each rule once, in an order of its own. */
  function rulesIn(namespace: string): Promise<string[]> {
    const { sandbox } = target;
    return new Promise((done, reject) => {
      const sent = request(
        `${sandbox.clusters.rke2.url}/apis/authorization.k8s.io/v1/selfsubjectrulesreviews`,
        {
          method: 'POST',
          ca: sandbox.ca,
          agent: false,
          headers: {
            authorization: 'Bearer sandbox-writer',
            'content-type': 'application/json',
          },
        },
        async response => {
          let text = '';
          for await (const chunk of response) text += chunk;
          const rules: object[] = JSON.parse(text).status.resourceRules;
          done([...new Set(rules.map(rule => JSON.stringify(rule)))].sort());
        },
      );
      sent.on('error', reject);
      sent.end(
        JSON.stringify({
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectRulesReview',
          spec: { namespace },
        }),
      );
    });
  }

  const everyRule = () => Promise.all(NAMESPACES.map(rulesIn));

  it('changes nothing when it is applied', async () => {
    const before = await everyRule();
    for (const manifest of manifests) {
      await applyManifest(target.admin, manifest);
    }
    expect(await everyRule()).toEqual(before);
  });
});

describe('a run with what manifests/writer-rbac.yaml grants, and nothing else', () => {
  jest.setTimeout(120_000);
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({
      ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
      speed: 50,
      seeded: false,
    });
    sandbox.clusters.rke2.store.delete(
      'clusterrolebindings.rbac.authorization.k8s.io',
      undefined,
      'sandbox-any-namespace-writer',
    );
  });
  afterAll(() => sandbox?.stop());

  function configFor(token: string) {
    const credential = {
      server: sandbox.clusters.rke2.url,
      ca: sandbox.ca,
      token,
    };
    return readKasmConfig(
      mockServices.rootConfig({
        data: {
          kasm: {
            allowSandboxTokens: true,
            clusters: [
              {
                name: 'rke2',
                roles: ['controlPlane'],
                namespaces: ['kasm', 'database'],
                domains: [sandbox.domain],
                ingress: {
                  port: sandbox.kasmPort,
                  address: '127.0.0.1',
                  ca: sandbox.ca,
                },
                reader: credential,
                writer: credential,
              },
            ],
          },
        },
      }),
    )!;
  }

  const create = async (name: string) => {
    const config = configFor('sandbox-writer');
    const clients = createWriterClients(config);
    const owner = 'group:default/platform-engineers';
    const { domain } = sandbox;
    const run = await runAction(
      { cluster: 'rke2', name, owner, domain },
      { config, clients },
    );
    await clients.close();
    return run;
  };

  it('is refused before its namespaces are there, and then succeeds', async () => {
    const early = await create('kasm');
    expect(early.error?.message).toContain('create namespaces');
    const admins = createWriterClients(configFor('sandbox-admin'));
    for (const manifest of manifests) {
      await applyManifest(admins.client('rke2'), manifest);
    }
    await admins.close();
    const run = await create('kasm');
    expect(run.error).toBeUndefined();
    expect(run.log.join('\n')).not.toContain('may not be looked at');
  });
});
