import {
  kasmDeploymentSpec,
  parseDescriptor,
  type KasmDeploymentSpecInput,
} from '../../spec';
import { DEFAULT_SETTINGS } from '../DeploymentSettings';
import { deploymentObjects } from '../deploymentObjects';
import { renderTree } from './renderTree';

function specOf(more: Partial<KasmDeploymentSpecInput> = {}) {
  return kasmDeploymentSpec.parse({
    cluster: 'rke2',
    owner: 'group:default/platform-engineers',
    domain: 'example.com',
    ...more,
  });
}

const settings = DEFAULT_SETTINGS;

function documents(tree: ReturnType<typeof renderTree>, path: string): any[] {
  const file = tree[`services/kasm/${path}`];
  if (!('documents' in file)) {
    throw new Error(`${path} is text`);
  }
  return [...file.documents];
}

const externalSecrets = {
  mode: 'externalSecrets',
  store: { name: 'vault' },
  credentialsPath: 'kasm/database',
  superuserPath: 'kasm/superuser',
} as const;

describe('renderTree', () => {
  it.each([
    { method: 'none' } as const,
    {
      method: 'plugin',
      destinationPath: 's3://cnpg-backups/kasm-pg',
      credentialsSecret: 'backup-credentials',
    } as const,
  ])('has every file that the platform documents, backups $method', backups => {
    const tree = renderTree(specOf({ database: { backups } }));
    expect(Object.keys(tree).sort()).toEqual([
      'services/kasm/catalog-info.yaml',
      'services/kasm/certificate.yaml',
      'services/kasm/descriptor.yaml',
      'services/kasm/docs/index.md',
      'services/kasm/helmchart.yaml',
      'services/kasm/ingressroute.yaml',
      'services/kasm/kasm-values.yaml',
      'services/kasm/kustomization.yaml',
      'services/kasm/mkdocs.yml',
      'services/kasm/namespace.yaml',
      'services/kasm/postgres/kasm-pg-cluster.yaml',
      'services/kasm/postgres/kasm-pg-scheduled-backup.yaml',
      'services/kasm/postgres/secret.yaml',
    ]);
  });

  it.each([
    ['the platform', specOf()],
    [
      'everything else',
      specOf({
        networkPolicies: true,
        secrets: externalSecrets,
        database: {
          backups: { method: 'snapshot', snapshotClass: 'harvester' },
        },
        ingress: {
          kind: 'httpRoute',
          gateway: { name: 'public', namespace: 'gateways' },
        },
      }),
    ],
  ])(
    'applies exactly what creating applies, and what the portal watches by: %s',
    (_, spec) => {
      const tree = renderTree(spec);
      const [{ resources }] = documents(tree, 'kustomization.yaml');
      const applied = resources.flatMap((path: string) =>
        documents(tree, path),
      );
      const sorted = (objects: any[]) =>
        objects.map(object => JSON.stringify(object)).sort();
      const extra = applied.filter(({ kind }: any) =>
        ['Namespace', 'ConfigMap'].includes(kind),
      );
      expect(
        sorted(applied.filter((each: any) => !extra.includes(each))),
      ).toEqual(
        sorted(
          deploymentObjects(spec, settings).map(({ manifest }) => manifest),
        ),
      );
      // nothing that others share or that has a value
      expect(extra.map(({ metadata }: any) => metadata.name)).toEqual([
        'kasm',
        'kasm-descriptor',
      ]);
    },
  );

  it.each([
    ['generate', { mode: 'generate' }],
    [
      'existing',
      { mode: 'existing', credentialsSecret: 'mine', superuserSecret: 'root' },
    ],
  ] as const)(
    'has nothing in secret.yaml that could replace a password: %s',
    (_, secrets) => {
      const spec = specOf({ secrets });
      const tree = renderTree(spec);
      expect(documents(tree, 'postgres/secret.yaml')).toEqual([]);
      expect(documents(tree, 'kustomization.yaml')[0].resources).not.toContain(
        'postgres/secret.yaml',
      );
      expect(JSON.stringify(tree)).not.toContain('"kind":"Secret"');
      expect(tree['services/kasm/postgres/secret.yaml']).toHaveProperty(
        'comment',
        expect.arrayContaining([
          expect.stringContaining(
            secrets.mode === 'existing'
              ? 'database/mine'
              : 'kubectl -n database',
          ),
        ]),
      );
    },
  );

  it('tells how to make each password once and copy it, so that a second run changes nothing', () => {
    const file = renderTree(specOf())['services/kasm/postgres/secret.yaml'];
    const lines = ('comment' in file && file.comment) || [];
    const made = lines.filter(line => line.includes('/dev/urandom'));
    expect(made).toHaveLength(2);
    expect(made.every(line => line.includes('kubectl -n database'))).toBe(true);
    expect(
      lines.filter(line =>
        /^kubectl -n database get secret .* \| kubectl -n kasm create/.test(
          line,
        ),
      ),
    ).toHaveLength(2);
  });

  it('brings logins from the store, into both namespaces and only while they are needed', () => {
    const spec = specOf({ secrets: externalSecrets });
    const places = (initialize: boolean) =>
      documents(
        renderTree(spec, { ...settings, initialize }),
        'postgres/secret.yaml',
      ).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
    expect(places(true)).toEqual([
      'database/kasm-pg-credentials',
      'kasm/kasm-pg-credentials',
      'database/kasm-pg-superuser-secret',
      'kasm/kasm-pg-superuser-secret',
    ]);
    expect(places(false)).not.toContain('kasm/kasm-pg-superuser-secret');
    expect(places(false)).toHaveLength(3);
  });

  it('has a descriptor that the portal reads, and that leaves changing to the repository', () => {
    const spec = specOf();
    const [{ data, metadata }] = documents(
      renderTree(spec, { ...settings, archiveServerName: 'kasm-pg-1' }),
      'descriptor.yaml',
    );
    expect(metadata).toMatchObject({
      name: 'kasm-descriptor',
      namespace: 'kasm-portal',
    });
    expect(parseDescriptor(data)).toEqual({
      descriptor: expect.objectContaining({
        delivery: 'external',
        state: 'active',
        archiveServerName: 'kasm-pg-1',
        spec,
      }),
    });
  });

  it('explains itself, in markdown that no value can break', () => {
    const title = 'Desk|tops <img src=x> [a](javascript:b) `c` {{ d }} *e*';
    const file = renderTree(specOf({ title }))['services/kasm/docs/index.md'];
    const text = 'text' in file ? file.text : '';
    const [heading] = text.split('\n');
    // nothing that markdown or HTML could take for its own, and yet the same text
    expect(heading).toMatch(/^# [\w .,/&#;-]+$/);
    expect(heading.slice(2)).not.toMatch(/&(?!#\d+;)/);
    expect(
      heading.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code)),
    ).toBe(`# ${title}`);
    expect(text).toContain('kubectl apply -k .');
    expect(text).toContain('initialize: false');
  });
});
