import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  deploymentNames,
  kasmDeploymentSpec,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import {
  createWriterClients,
  groupOf,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { parseAllDocuments } from 'yaml';
import { asked, configWith } from '../__testUtils__/inMemory';
import { runAction } from '../__testUtils__/runAction';
import { realTarget } from '../__testUtils__/targets';
import { playOperators } from '../__testUtils__/playOperators';
import { neededRights, type Right } from './rights';

interface Role extends KubeObject {
  rules: Array<{
    apiGroups: string[];
    resources: string[];
    resourceNames?: string[];
    verbs: string[];
  }>;
}

const documents = parseAllDocuments(
  readFileSync(resolve(__dirname, '../../manifests/writer-rbac.yaml'), 'utf8'),
).map(document => document.toJS() as KubeObject);
const roles = documents.filter(({ kind }) => /Role$/.test(kind)) as Role[];

const spec = kasmDeploymentSpec.parse({
  ...asked,
  database: {
    backups: {
      method: 'plugin',
      destinationPath: 's3://bucket/kasm-pg',
      credentialsSecret: 'backup',
    },
  },
});

/** As the API server's RBAC authorizer decides. */
function grants({ verb, resource, namespace, name }: Right): boolean {
  return roles
    .filter(
      ({ kind, metadata }) =>
        kind === 'ClusterRole' || metadata.namespace === namespace,
    )
    .flatMap(({ rules }) => rules)
    .some(
      rule =>
        rule.apiGroups.includes(groupOf(resource)) &&
        rule.resources.includes(resource.plural) &&
        rule.verbs.includes(verb) &&
        (!rule.resourceNames ||
          (name !== undefined && rule.resourceNames.includes(name))),
    );
}

describe('manifests/writer-rbac.yaml', () => {
  it('grants every right that a run asks for, once its namespaces are there', () => {
    const rights = neededRights(
      {
        spec,
        names: deploymentNames(spec),
        cluster: configWith().clusters[0],
      },
      { missing: [], networkPolicies: false },
    );
    expect(rights.length).toBeGreaterThan(20);
    expect(rights.filter(right => !grants(right))).toEqual([]);
  });

  it('never lets anybody list Secrets, run commands, or do everything', () => {
    const rules = roles.flatMap(role => role.rules);
    for (const { resources, resourceNames, verbs } of rules) {
      expect([...resources, ...verbs]).not.toContain('*');
      expect(resources.join()).not.toMatch(/exec|attach|proxy|portforward/);
      expect(
        resources.includes('secrets') &&
          (verbs.some(verb => verb === 'list' || verb === 'watch') ||
            (verbs.includes('get') && !resourceNames)),
      ).toBe(false);
    }
  });

  const real = process.env.KASM_REAL_KUBECONFIG;
  if (real) {
    it('suffices for a whole run on a real API server', async () => {
      const target = await realTarget(real, 'writer-token');
      await bindTo(target.admin, 'kasm-writer');
      const names = deploymentNames(kasmDeploymentSpec.parse(asked));
      const operators = playOperators(target.admin, names, 'kasm-portal');
      const clients = createWriterClients(target.config);
      const run = await runAction(asked, {
        config: target.config,
        clients,
        probe: target.probe,
      });
      await operators.stop();
      await clients.close();
      await target.stop();
      expect(run.error).toBeUndefined();
      expect(run.log.join('\n')).not.toContain('may not be looked at');
    }, 60_000);
  }
});

/** Applies the file with a user of the test server in place of the ServiceAccount. */
async function bindTo(
  admin: Awaited<ReturnType<typeof realTarget>>['admin'],
  user: string,
): Promise<void> {
  for (const document of documents) {
    const { apiVersion, kind, metadata } = document;
    await admin.apply(
      {
        apiVersion,
        kind,
        plural: `${kind.toLowerCase()}s`,
        namespaced: metadata.namespace !== undefined,
      },
      document.subjects
        ? {
            ...document,
            subjects: [
              {
                apiGroup: 'rbac.authorization.k8s.io',
                kind: 'User',
                name: user,
              },
            ],
          }
        : document,
    );
  }
}
