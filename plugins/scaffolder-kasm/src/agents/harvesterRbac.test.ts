import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  createWriterClients,
  type KubeClient,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { parseAllDocuments } from 'yaml';
import {
  AGENTS,
  agentsAsked,
  agentsTarget,
  type AgentsTarget,
} from '../__testUtils__/agentsTarget';
import { realTarget } from '../__testUtils__/targets';
import { autoscaleAction } from './autoscaleAction';
import { createAgentsAction } from './createAgentsAction';
import { deleteAgentsAction } from './deleteAgentsAction';

jest.setTimeout(120_000);

const RBAC = 'rbac.authorization.k8s.io';

interface Manifest extends KubeObject {
  rules?: Array<{ resources: string[]; verbs: string[] }>;
  subjects?: object[];
}

const documentsOf = (file: string): Manifest[] =>
  parseAllDocuments(
    readFileSync(resolve(__dirname, '../../manifests', file), 'utf8'),
  ).map(document => document.toJS());

const writer = documentsOf('harvester-writer-rbac.yaml');
const autoscale = documentsOf('harvester-autoscale-rbac.yaml');

async function apply(admin: KubeClient, documents: Manifest[]) {
  for (const document of documents) {
    const { apiVersion, kind, metadata } = document;
    await admin.apply(
      {
        apiVersion,
        kind,
        plural: `${kind.toLowerCase()}s`,
        namespaced: metadata.namespace !== undefined,
      },
      document,
    );
  }
}

describe('manifests/harvester-writer-rbac.yaml', () => {
  it('has no wildcard, no command in a VM, and lists no Secrets', () => {
    const rules = writer.flatMap(({ rules: each = [] }) => each);
    for (const { resources, verbs } of rules) {
      expect([...resources, ...verbs]).not.toContain('*');
      expect(resources.join()).not.toMatch(/exec|console|vnc|portforward/);
    }
    expect(
      rules
        .filter(({ resources }) => resources.includes('secrets'))
        .map(({ verbs }) => verbs),
    ).toEqual([['create', 'get', 'patch', 'delete']]);
  });

  describe('with the rights that it gives, and no others', () => {
    let target: AgentsTarget;
    let admin: KubeClient;

    beforeAll(async () => {
      target = await agentsTarget();
      const { store } = target.sandbox.clusters.harvester;
      for (const kind of ['roles', 'rolebindings', 'clusterrolebindings']) {
        for (const { metadata } of store.list(`${kind}.${RBAC}`)) {
          if (metadata.name.startsWith('kasm-portal-writer')) {
            store.delete(`${kind}.${RBAC}`, metadata.namespace, metadata.name);
          }
        }
      }
      const asAdmin = (token: string) => ({
        ...target.config,
        clusters: target.config.clusters.map(cluster => ({
          ...cluster,
          writer: { ...cluster.writer!, token } as typeof cluster.writer,
        })),
      });
      admin = createWriterClients(asAdmin('sandbox-admin')).client('harvester');
    });
    afterAll(async () => {
      await admin?.close();
      await target?.stop();
    });

    it('agents cannot be made before, and then are made and removed', async () => {
      const early = await target.run(agentsAsked, {
        action: createAgentsAction,
      });
      expect(early.error?.message).toContain('allow the writer to get');
      await apply(admin, writer);
      const made = await target.run(agentsAsked, {
        action: createAgentsAction,
      });
      expect(made.error).toBeUndefined();
      const removed = await target.run(
        { cluster: 'rke2', name: 'workspaces', count: 1 },
        { action: deleteAgentsAction },
      );
      expect(removed.error).toBeUndefined();
    });

    it('an account for autoscaling takes the second manifest', async () => {
      const { count: _, ...asked } = agentsAsked;
      const early = await target.run(asked, { action: autoscaleAction });
      expect(early.error?.message).toMatch(/forbidden|may not/i);
      await apply(admin, autoscale);
      const made = await target.run(asked, { action: autoscaleAction });
      expect(made.error).toBeUndefined();
    });
  });

  const real = process.env.KASM_REAL_KUBECONFIG;
  if (real) {
    it('is accepted by a real API server, and gives what it says', async () => {
      const target = await realTarget(real);
      const user = {
        apiGroup: RBAC,
        kind: 'User',
        name: 'kasm-writer',
      };
      const bound = [...writer, ...autoscale].map(document =>
        document.subjects ? { ...document, subjects: [user] } : document,
      );
      await apply(target.admin, bound);
      await target.stop();
      const asWriter = await realTarget(real, 'writer-token');
      const clients = createWriterClients(asWriter.config);
      const client = clients.client('rke2');
      const may = (verb: string, resource: string, group = '') =>
        client.canI({ verb, group, resource, namespace: AGENTS });
      expect(await may('create', 'virtualmachines', 'kubevirt.io')).toBe(true);
      expect(await may('patch', 'secrets')).toBe(true);
      expect(await may('create', 'pods')).toBe(false);
      await clients.close();
      await asWriter.stop();
    });
  }
});
