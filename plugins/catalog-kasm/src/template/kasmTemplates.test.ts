import { ConfigReader } from '@backstage/config';
import { kasmTemplates } from './kasmTemplates';

const clusters = [
  {
    name: 'rke2',
    title: 'RKE2',
    roles: ['controlPlane'],
    domains: ['example.com'],
  },
  { name: 'harvester', roles: ['agents'] },
];
const templates = (kasm: object) =>
  kasmTemplates('group:default/platform', new ConfigReader({ kasm } as never));
const named = (kasm: object) =>
  templates(kasm).map(({ metadata }) => metadata.name);
const gitops = {
  action: 'publish:github:pull-request',
  repoUrl: 'github.com?owner=example&repo=platform',
};

type Schema = {
  default?: unknown;
  properties?: Record<string, Schema>;
  dependencies?: Record<string, { oneOf?: Schema[] }>;
  pattern?: string;
  title?: string;
  errorMessage?: { pattern?: string };
};

const fieldsOf = (schema: Schema): Schema[] => [
  schema,
  ...Object.values(schema.properties ?? {}).flatMap(fieldsOf),
  ...Object.values(schema.dependencies ?? {}).flatMap(({ oneOf = [] }) =>
    oneOf.flatMap(fieldsOf),
  ),
];

describe('kasmTemplates', () => {
  it('has nothing to offer without a cluster', () => {
    expect(named({})).toEqual([]);
    expect(named({ clusters: [clusters[1]] })).toEqual([]);
  });

  it('creates, changes, adds agents and removes', () => {
    expect(named({ clusters })).toEqual([
      'kasm-workspaces',
      'kasm-workspaces-change',
      'kasm-workspaces-add-agents',
      'kasm-workspaces-remove-agents',
      'kasm-workspaces-remove',
    ]);
  });

  it('offers agents only where there is a cluster for them', () => {
    expect(named({ clusters: [clusters[0]] })).toEqual([
      'kasm-workspaces',
      'kasm-workspaces-change',
      'kasm-workspaces-remove',
    ]);
  });

  it('says in words what a field must be, and never as a pattern', () => {
    const silent = templates({ clusters, catalog: { gitops } })
      .flatMap(({ spec }) => (spec!.parameters as Schema[]).flatMap(fieldsOf))
      .filter(({ pattern }) => pattern)
      .filter(
        ({ errorMessage }) => !/^must be /.test(errorMessage?.pattern ?? ''),
      );
    expect(silent).toEqual([]);
  });

  it('has one title for each thing, since the review lists them by title', () => {
    for (const { metadata, spec } of templates({
      clusters,
      catalog: { gitops },
    })) {
      const leaves = (spec!.parameters as Schema[])
        .flatMap(page => Object.values(page.properties ?? {}))
        .flatMap(fieldsOf)
        .filter(({ properties }) => !properties)
        .flatMap(({ title }) => title ?? []);
      const distinct = new Set(leaves);
      // Fields of several branches are the same thing.
      distinct.delete('Backup schedule');
      distinct.delete('Cluster of the agents');
      distinct.delete('Namespace of the agents');
      for (const title of distinct) {
        expect([
          metadata.name,
          title,
          leaves.filter(leaf => leaf === title).length,
        ]).toEqual([metadata.name, title, 1]);
      }
    }
  });

  it('proposes a pull request only when a repository is configured', () => {
    const [plain] = templates({ clusters });
    expect(JSON.stringify(plain)).not.toContain('publish:');
    expect(JSON.stringify(plain)).not.toContain('"delivery":{');

    const [withGitOps] = templates({ clusters, catalog: { gitops } });
    const steps = withGitOps.spec!.steps as Array<{
      action: string;
      input: Record<string, unknown>;
    }>;
    const publish = steps.find(({ action }) => action === gitops.action);
    expect(publish!.input.repoUrl).toBe(gitops.repoUrl);
  });

  it('refuses to publish with an action that it does not know', () => {
    expect(() =>
      templates({
        clusters,
        catalog: { gitops: { ...gitops, action: 'shell:run' } },
      }),
    ).toThrow(
      /kasm.catalog.gitops.action is "shell:run"; it must be one of: publish:github:pull-request/,
    );
  });
});
