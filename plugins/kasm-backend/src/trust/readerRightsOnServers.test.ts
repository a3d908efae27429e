import {
  resources,
  type KubeClient,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import {
  manifestsOf,
  realPlace,
  sandboxPlace,
  type Place,
} from './__testUtils__/readerPlaces';
import { grantedIn, rightsIn, wordsFor } from './__testUtils__/rights';

jest.setTimeout(120_000);

/** The sandbox always, and a real API server where KASM_REAL_KUBECONFIG names its kubeconfig. */
const real = process.env.KASM_REAL_KUBECONFIG;
const PLACES: Array<[string, () => Promise<Place>]> = [
  ['the sandbox', sandboxPlace],
  ...(real
    ? [
        ['a real API server', () => realPlace(real)] as [
          string,
          () => Promise<Place>,
        ],
      ]
    : []),
];

const NAMESPACES = [
  'kasm-portal',
  'kasm',
  'database',
  'cnpg-system',
  'kube-system',
  'kasm-agents',
  'default',
];

const OWN = ['kasm', 'database'];

const single = manifestsOf('reader-rbac.yaml');
const [fleetRole, fleetBinding, agentsRole, agentsBinding] = manifestsOf(
  'reader-rbac-fleet.yaml',
);

/** As the fleet's file says: the other one without its roles for the deployments' namespaces. */
const fleet = [
  ...single.filter(({ metadata }) => !OWN.includes(metadata.namespace ?? '')),
  fleetRole,
  fleetBinding,
];

const INSTANCE_STATUS = manifestsOf('reader-instance-status.yaml');

const object = (
  apiVersion: string,
  kind: string,
  namespace: string | undefined,
  more: object = {},
): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name: 'stolen', ...(namespace && { namespace }) },
  ...more,
});

const bindings = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  plural: 'rolebindings',
  namespaced: true,
};

type Attempt = [string, (reader: KubeClient) => Promise<unknown>];

/** What whoever has stolen the reader's token would try first. */
const ATTEMPTS: Attempt[] = [
  ['listing all Secrets', reader => reader.list(resources.secrets)],
  ...NAMESPACES.flatMap((namespace): Attempt[] => [
    [
      `listing Secrets in ${namespace}`,
      reader => reader.list(resources.secrets, { namespace }),
    ],
    [
      `reading a Secret in ${namespace}`,
      reader =>
        reader.get(resources.secrets, 'kasm-pg-credentials', { namespace }),
    ],
    [
      `seeing that a Secret is there in ${namespace}`,
      reader =>
        reader.get(resources.secrets, 'kasm-secrets', {
          namespace,
          metadataOnly: true,
        }),
    ],
    [
      `making a pod in ${namespace}`,
      reader =>
        reader.create(
          resources.pods,
          object('v1', 'Pod', namespace, {
            spec: { containers: [{ name: 'main', image: 'main' }] },
          }),
        ),
    ],
    [
      `giving itself rights in ${namespace}`,
      reader =>
        reader.create(
          bindings,
          object(bindings.apiVersion, 'RoleBinding', namespace, {
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
      `changing a Deployment in ${namespace}`,
      reader =>
        reader.mergePatch(
          resources.deployments,
          'kasm-api-deployment',
          { spec: { replicas: 0 } },
          { namespace },
        ),
    ],
    [
      `deleting a database in ${namespace}`,
      reader =>
        reader.delete(resources.databaseClusters, 'kasm-pg', { namespace }),
    ],
    [
      `asking a pod's port in ${namespace}`,
      reader =>
        reader.podProxy('kasm-pg-1', {
          namespace,
          scheme: 'https',
          port: 8000,
          path: 'pg/status',
          limitBytes: 1000,
        }),
    ],
  ]),
  [
    'installing a chart: becoming cluster admin',
    reader =>
      reader.create(
        resources.helmCharts,
        object('helm.cattle.io/v1', 'HelmChart', 'kasm-portal', { spec: {} }),
      ),
  ],
  [
    'making a deployment of its own',
    reader =>
      reader.create(
        resources.configMaps,
        object('v1', 'ConfigMap', 'kasm-portal'),
      ),
  ],
  [
    'reading ConfigMaps of the system',
    reader => reader.list(resources.configMaps, { namespace: 'kube-system' }),
  ],
  [
    'reading logs of the system',
    reader =>
      reader.podLog('rke2-traefik', { namespace: 'kube-system', tailLines: 1 }),
  ],
];

/** What no request of the portal's own client can try: whether the server would let it. */
const NEVER: Array<[resource: string, subresource: string, verbs: string[]]> = [
  ['pods', 'exec', ['create', 'get']],
  ['pods', 'attach', ['create', 'get']],
  ['pods', 'portforward', ['create', 'get']],
  ['pods', 'eviction', ['create']],
  ['pods', 'ephemeralcontainers', ['update', 'patch']],
  ['services', 'proxy', ['create', 'get']],
  ['nodes', 'proxy', ['create', 'get']],
  ['serviceaccounts', 'token', ['create']],
  ['serviceaccounts', '', ['impersonate', 'get', 'list']],
  ['users', '', ['impersonate']],
  ['groups', '', ['impersonate']],
];

describe.each(PLACES)('SEC-40: the rights of the reader on %s', (_, start) => {
  let place: Place;

  beforeAll(async () => {
    place = await start();
  });
  afterAll(() => place?.stop());

  const here = (documents: KubeObject[]) => documents.filter(place.has);

  /** By namespace, what the server grants and what these documents say. */
  async function rightsAgainst(shipped: KubeObject[]) {
    const granted: Array<[string, string[]]> = [];
    for (const namespace of NAMESPACES) {
      granted.push([namespace, await grantedIn(place.reader, namespace)]);
    }
    const rights = rightsIn(shipped);
    return {
      granted,
      said: NAMESPACES.map(namespace => [
        namespace,
        wordsFor(rights, namespace),
      ]),
    };
  }

  describe('with reader-rbac.yaml', () => {
    beforeAll(() => place.apply(here(single)));

    it('are those of the file and no more, in every namespace', async () => {
      const { granted, said } = await rightsAgainst(here(single));
      expect(granted).toEqual(said);
    });

    it.each(ATTEMPTS)('do not let a thief go on with %s', (__, attempt) =>
      expect(attempt(place.reader)).rejects.toMatchObject({
        name: 'KubeError',
        kind: 'forbidden',
      }),
    );

    it.each(NEVER)(
      'give nobody a way in by %s %s',
      async (resource, subresource, verbs) => {
        for (const verb of verbs) {
          for (const namespace of [...NAMESPACES, undefined]) {
            const may = await place.reader.canI({
              verb,
              group: '',
              resource,
              ...(subresource && { subresource }),
              namespace,
            });
            expect([verb, namespace, may]).toEqual([verb, namespace, false]);
          }
        }
      },
    );
  });

  it('with reader-instance-status.yaml: one more, and only there', async () => {
    const documents = [...here(single), ...INSTANCE_STATUS];
    await place.apply(documents);
    try {
      const { granted, said } = await rightsAgainst(documents);
      expect(granted).toEqual(said);
      expect(wordsFor(rightsIn(INSTANCE_STATUS), 'database')).toEqual([
        'get pods/proxy',
      ]);
    } finally {
      await place.remove(INSTANCE_STATUS);
    }
  });

  it('with reader-rbac-fleet.yaml: those of the files in every namespace', async () => {
    const all = here(fleet);
    await place.remove(here(single).filter(({ kind }) => /Role/.test(kind)));
    await place.apply(all);
    const { granted, said } = await rightsAgainst(all);
    expect(granted).toEqual(said);
    expect(
      wordsFor(rightsIn([fleetRole, agentsRole]), 'any').join(' '),
    ).not.toMatch(/secrets|exec|proxy|create|update|patch|delete|\*/);

    // On the agents' cluster they have the same name.
    await place.apply([agentsRole, agentsBinding]);
    await expect(
      place.reader.list(resources.pods, { namespace: 'default' }),
    ).rejects.toMatchObject({ kind: 'forbidden' });
    await place.remove([agentsRole, agentsBinding]);
  });
});
