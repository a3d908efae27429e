import {
  createWriterClients,
  resources,
  type KubeClient,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import {
  realTarget,
  sandboxTarget,
  type Target,
} from '../__testUtils__/targets';
import {
  applyAll,
  grantsOf,
  inWords,
  manifestsOf,
  rulesIn,
  type Grant,
} from './__testUtils__/writerRules';

const documents = manifestsOf('writer-rbac.yaml');

const NAMESPACES = [
  'kasm-portal',
  'kasm',
  'database',
  'kube-system',
  'cnpg-system',
  'default',
];

interface Place extends Target {
  /** With the writer's credential. */
  writer: KubeClient;
  /** Somebody with nothing but the built-in role `edit` in Kasm's namespace. */
  tenant: KubeClient;
}

const TENANT = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { name: 'tenant', namespace: 'kasm' },
  roleRef: {
    apiGroup: 'rbac.authorization.k8s.io',
    kind: 'ClusterRole',
    name: 'edit',
  },
};

/** The sandbox always, and a real API server where KASM_REAL_KUBECONFIG names its kubeconfig. */
const real = process.env.KASM_REAL_KUBECONFIG;
const PLACES: Array<[string, () => Promise<Place>]> = [
  [
    'the sandbox',
    async () => {
      const target = await sandboxTarget();
      const { store } = target.sandbox.clusters.rke2;
      for (const access of ['reader', 'writer']) {
        store.delete(
          'clusterrolebindings.rbac.authorization.k8s.io',
          undefined,
          `sandbox-any-namespace-${access}`,
        );
      }
      await applyAll(target.admin, documents);
      return withClients(target, target.config, 'sandbox-reader', [
        {
          kind: 'ServiceAccount',
          name: 'kasm-portal-reader',
          namespace: 'kasm-portal',
        },
      ]);
    },
  ],
  ...(real
    ? [
        [
          'a real API server',
          async () => {
            const target = await realTarget(real, 'writer-token');
            await applyAll(target.admin, documents, 'kasm-writer');
            return withClients(target, target.config, 'reader-token', [
              {
                apiGroup: 'rbac.authorization.k8s.io',
                kind: 'User',
                name: 'kasm-reader',
              },
            ]);
          },
        ] as [string, () => Promise<Place>],
      ]
    : []),
];

async function withClients(
  target: Target,
  config: Target['config'],
  token: string,
  subjects: object[],
): Promise<Place> {
  await applyAll(target.admin, [{ ...TENANT, subjects }]);
  const writers = createWriterClients(config);
  const [cluster] = config.clusters;
  const tenants = createWriterClients({
    ...config,
    clusters: [
      {
        ...cluster,
        writer: { ...(cluster.writer as { form: 'direct' }), token } as never,
      },
    ],
  });
  return {
    ...target,
    writer: writers.client('rke2'),
    tenant: tenants.client('rke2'),
    async stop() {
      await Promise.all([writers.close(), tenants.close()]);
      await target.admin.delete(
        {
          apiVersion: TENANT.apiVersion,
          kind: 'RoleBinding',
          plural: 'rolebindings',
          namespaced: true,
        },
        'tenant',
        { namespace: 'kasm' },
      );
      await target.stop();
    },
  };
}

/** Everybody who is signed in may ask who they are and what they may do. */
const EVERYBODYS = ({ group }: Grant) =>
  group === 'authorization.k8s.io' || group === 'authentication.k8s.io';

describe.each(PLACES)('the rights of the writer on %s', (_, start) => {
  jest.setTimeout(60_000);
  let place: Place;

  beforeAll(async () => {
    place = await start();
  });
  afterAll(() => place?.stop());

  it('are those of the file and no more, in every namespace', async () => {
    for (const namespace of NAMESPACES) {
      const granted = (await rulesIn(place.writer, namespace))
        .filter(grant => !EVERYBODYS(grant))
        .map(inWords);
      const shipped = grantsOf(documents)
        .filter(grant => !grant.namespace || grant.namespace === namespace)
        .map(({ namespace: __, ...grant }) => inWords(grant));
      expect([namespace, [...new Set(granted)].sort()]).toEqual([
        namespace,
        [...new Set(shipped)].sort(),
      ]);
    }
  });

  const object = (
    apiVersion: string,
    kind: string,
    name: string,
    namespace: string | undefined,
    more: object = {},
  ): KubeObject => ({
    apiVersion,
    kind,
    metadata: { name, ...(namespace && { namespace }) },
    ...more,
  });
  const pod = (namespace: string) =>
    object('v1', 'Pod', 'probe', namespace, {
      spec: { containers: [{ name: 'probe', image: 'probe' }] },
    });
  const rbac = 'rbac.authorization.k8s.io/v1';
  const kinds = {
    clusterRoleBindings: {
      apiVersion: rbac,
      kind: 'ClusterRoleBinding',
      plural: 'clusterrolebindings',
      namespaced: false,
    },
    roleBindings: {
      apiVersion: rbac,
      kind: 'RoleBinding',
      plural: 'rolebindings',
      namespaced: true,
    },
  };

  const attempts: Array<[string, (client: KubeClient) => Promise<unknown>]> = [
    ...['kasm-portal', 'kasm', 'database', 'kube-system', 'default'].flatMap(
      (namespace): typeof attempts => [
        [
          `listing Secrets in ${namespace}`,
          client => client.list(resources.secrets, { namespace }),
        ],
        [
          `reading a foreign Secret in ${namespace}`,
          client => client.get(resources.secrets, 'foreign', { namespace }),
        ],
        [
          `giving itself rights in ${namespace}`,
          client =>
            client.create(
              kinds.roleBindings,
              object(rbac, 'RoleBinding', 'more', namespace, {
                roleRef: {
                  apiGroup: 'rbac.authorization.k8s.io',
                  kind: 'ClusterRole',
                  name: 'admin',
                },
                subjects: [],
              }),
            ),
        ],
      ],
    ),
    ...['kasm-portal', 'database', 'kube-system', 'default'].map(
      (namespace): (typeof attempts)[number] => [
        `making a pod in ${namespace}`,
        client => client.create(resources.pods, pod(namespace)),
      ],
    ),
    [
      'listing the Secrets of all namespaces',
      client => client.list(resources.secrets),
    ],
    [
      'becoming cluster admin',
      client =>
        client.create(
          kinds.clusterRoleBindings,
          object(rbac, 'ClusterRoleBinding', 'more', undefined, {
            roleRef: {
              apiGroup: 'rbac.authorization.k8s.io',
              kind: 'ClusterRole',
              name: 'cluster-admin',
            },
            subjects: [],
          }),
        ),
    ],
    [
      'installing a chart from elsewhere than the system namespace',
      client =>
        client.create(
          resources.helmCharts,
          object('helm.cattle.io/v1', 'HelmChart', 'kasm', 'kasm', {
            spec: {},
          }),
        ),
    ],
    [
      "changing another team's database",
      client =>
        client.mergePatch(
          resources.databaseClusters,
          'payments',
          { spec: { instances: 0 } },
          { namespace: 'database' },
        ),
    ],
    [
      "deleting another team's database",
      client =>
        client.delete(resources.databaseClusters, 'payments', {
          namespace: 'database',
        }),
    ],
    [
      'deleting a foreign Secret',
      client =>
        client.delete(resources.secrets, 'payments', { namespace: 'database' }),
    ],
    [
      'changing a password in its place',
      client =>
        client.mergePatch(
          resources.secrets,
          'kasm-pg-credentials',
          { data: {} },
          { namespace: 'database' },
        ),
    ],
    [
      'deleting a namespace',
      client => client.delete(resources.namespaces, 'database'),
    ],
    [
      'making a namespace',
      client =>
        client.create(
          resources.namespaces,
          object('v1', 'Namespace', 'more', undefined),
        ),
    ],
    [
      'changing the lists of the admission policy',
      client =>
        client.mergePatch(
          resources.configMaps,
          'kasm-portal-admission',
          { data: {} },
          { namespace: 'kube-system' },
        ),
    ],
    [
      'restarting something of the system',
      client =>
        client.mergePatch(
          resources.deployments,
          'coredns',
          { spec: {} },
          { namespace: 'kube-system' },
        ),
    ],
    [
      'reading logs of the system',
      client =>
        client.podLog('coredns-0', { namespace: 'kube-system', tailLines: 1 }),
    ],
  ];

  it.each(attempts)('do not let it go on with %s', async (__, attempt) => {
    await expect(attempt(place.writer)).rejects.toMatchObject({
      name: 'KubeError',
      kind: 'forbidden',
    });
  });

  it('SEC-06: leave the system namespace to administrators, reader and writer', async () => {
    const { tenant } = place;
    await expect(
      tenant.create(resources.pods, pod('kasm'), { dryRun: true }),
    ).resolves.toMatchObject({ kind: 'Pod' });
    const refused: Array<(client: KubeClient) => Promise<unknown>> = [
      client =>
        client.create(resources.pods, pod('kasm-portal'), { dryRun: true }),
      client => client.list(resources.secrets, { namespace: 'kasm-portal' }),
      client =>
        client.create(
          resources.helmCharts,
          object('helm.cattle.io/v1', 'HelmChart', 'mine', 'kasm-portal', {
            spec: {},
          }),
        ),
      client =>
        client.create(
          resources.configMaps,
          object('v1', 'ConfigMap', 'mine-descriptor', 'kasm-portal'),
        ),
    ];
    for (const attempt of refused) {
      await expect(attempt(tenant)).rejects.toMatchObject({
        kind: 'forbidden',
      });
    }
  });
});
