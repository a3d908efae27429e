import { contractClusters, useContract } from './contractClusters';
import { CNPG, configMap, databaseCluster, deployment } from './objects';

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

describe.each(contractClusters)('answers on $name', ({ start }) => {
  const on = useContract(start);

  beforeAll(async () => {
    await on.admin.post(
      on.core('configmaps'),
      configMap('shown', { a: '1', b: '2' }),
    );
    await on.admin.post(on.group('apps/v1', 'deployments'), deployment('web'));
    await on.admin.post(on.group(CNPG, 'clusters'), databaseCluster('pg'));
    await on.admin.patch(`${on.group(CNPG, 'clusters', 'pg')}/status`, {
      status: {
        instances: 3,
        readyInstances: 2,
        phase: 'Cluster in healthy state',
        currentPrimary: 'pg-1',
      },
    });
  });

  describe('errors', () => {
    it('say what is not there', async () => {
      const answer = await on.admin.get(on.group(CNPG, 'clusters', 'none'));
      expect(answer.status).toBe(404);
      expect(answer.json).toEqual({
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: 'clusters.postgresql.cnpg.io "none" not found',
        reason: 'NotFound',
        details: {
          name: 'none',
          group: 'postgresql.cnpg.io',
          kind: 'clusters',
        },
        code: 404,
      });
    });

    it('tell a missing type from a missing group', async () => {
      const type = await on.admin.get(on.core('gadgets'));
      expect(type.status).toBe(404);
      expect(type.json).toMatchObject({
        message: 'the server could not find the requested resource',
        reason: 'NotFound',
        details: {},
      });
      const group = await on.admin.get(on.group('none.example/v1', 'gadgets'));
      expect(group.status).toBe(404);
      expect(group.json).toBe(undefined);
      expect(group.text).toContain('404 page not found');
    });

    it('say which methods do not go', async () => {
      const post = await on.admin.post(on.core('configmaps', 'x'), {});
      expect(post.status).toBe(405);
      expect(post.json).toMatchObject({
        message:
          'the server does not allow this method on the requested resource',
        reason: 'MethodNotAllowed',
      });
      const patch = await on.admin.patch(on.core('configmaps'), {});
      expect(patch.status).toBe(405);
    });

    it('say what is no object', async () => {
      const answer = await on.admin.send('POST', on.core('configmaps'), {
        body: Buffer.from('{not json'),
      });
      expect(answer.status).toBe(400);
      expect(answer.json.reason).toBe('BadRequest');
    });
  });

  describe('tables', () => {
    const table = (path: string) =>
      on.admin.send('GET', path, { accept: TABLE });
    const columns = (answer: any) =>
      answer.json.columnDefinitions.map((column: any) => column.name);

    it('show built-in kinds', async () => {
      const maps = await table(on.core('configmaps', 'shown'));
      expect(maps.headers['content-type']).toBe('application/json');
      expect(maps.json).toMatchObject({
        kind: 'Table',
        apiVersion: 'meta.k8s.io/v1',
        rows: [
          {
            cells: ['shown', 2, expect.stringMatching(/^\d+s$/)],
            object: {
              kind: 'PartialObjectMetadata',
              metadata: { name: 'shown', namespace: on.namespace },
            },
          },
        ],
      });
      expect(columns(maps)).toEqual(['Name', 'Data', 'Age']);
      const workloads = await table(on.group('apps/v1', 'deployments'));
      expect(columns(workloads)).toEqual([
        'Name',
        'Ready',
        'Up-to-date',
        'Available',
        'Age',
        'Containers',
        'Images',
        'Selector',
      ]);
      expect(workloads.json.rows[0].cells).toEqual([
        'web',
        '0/1',
        expect.any(Number),
        0,
        expect.any(String),
        'main',
        'nginx:1',
        'app=web',
      ]);
    });

    it.each([
      ['/api/v1/services', 'Type,Cluster-IP,External-IP,Port(s),Age,Selector*'],
      ['/api/v1/secrets', 'Type,Data,Age'],
      ['/api/v1/namespaces', 'Status,Age'],
      ['/api/v1/serviceaccounts', 'Secrets,Age'],
      ['/api/v1/endpoints', 'Endpoints,Age'],
      ['/api/v1/limitranges', 'Created At'],
      [
        '/api/v1/nodes',
        'Status,Roles,Age,Version,Internal-IP*,External-IP*,OS-Image*,Kernel-Version*,Container-Runtime*',
      ],
      [
        '/api/v1/pods',
        'Ready,Status,Restarts,Age,IP*,Node*,Nominated Node*,Readiness Gates*',
      ],
      [
        '/apis/apps/v1/replicasets',
        'Desired,Current,Ready,Age,Containers*,Images*,Selector*',
      ],
      ['/apis/apps/v1/statefulsets', 'Ready,Age,Containers*,Images*'],
      [
        '/apis/apps/v1/daemonsets',
        'Desired,Current,Ready,Up-to-date,Available,Node Selector,Age,Containers*,Images*,Selector*',
      ],
      ['/apis/networking.k8s.io/v1/ingresses', 'Class,Hosts,Address,Ports,Age'],
      [
        '/apis/networking.k8s.io/v1/ingressclasses',
        'Controller,Parameters,Age',
      ],
      ['/apis/networking.k8s.io/v1/networkpolicies', 'Pod-Selector,Age'],
      ['/apis/rbac.authorization.k8s.io/v1/clusterroles', 'Created At'],
      [
        '/apis/rbac.authorization.k8s.io/v1/rolebindings',
        'Role,Age,Users*,Groups*,ServiceAccounts*',
      ],
      [
        '/apis/storage.k8s.io/v1/storageclasses',
        'Provisioner,ReclaimPolicy,VolumeBindingMode,AllowVolumeExpansion,Age',
      ],
      ['/apis/coordination.k8s.io/v1/leases', 'Holder,Age'],
      ['/apis/apiextensions.k8s.io/v1/customresourcedefinitions', 'Created At'],
      [
        '/apis/cert-manager.io/v1/certificates',
        'Ready,Secret,Issuer*,Status*,Expiration*,Age',
      ],
      ['/apis/traefik.io/v1alpha1/ingressroutes', 'Age'],
    ])('have the columns of their kind: %s', async (path, expected) => {
      const answer = await table(path);
      const head = answer.json.columnDefinitions.map(
        (each: any) => `${each.name}${each.priority > 0 ? '*' : ''}`,
      );
      expect(head.join()).toBe(`Name,${expected}`);
    });

    it('of events begin with when, not with a name', async () => {
      const answer = await table('/api/v1/events');
      expect(columns(answer)).toEqual([
        'Last Seen',
        'Type',
        'Reason',
        'Object',
        'Subobject',
        'Source',
        'Message',
        'First Seen',
        'Count',
        'Name',
      ]);
    });

    it('show custom kinds by the columns of their definition', async () => {
      const answer = await table(on.group(CNPG, 'clusters', 'pg'));
      expect(columns(answer)).toEqual([
        'Name',
        'Age',
        'Instances',
        'Ready',
        'Status',
        'Primary',
        'SyncTopology',
      ]);
      expect(answer.json.rows[0].cells).toEqual([
        'pg',
        expect.any(String),
        3,
        2,
        'Cluster in healthy state',
        'pg-1',
        null,
      ]);
    });

    it('show events, the head once', async () => {
      const watch = await on.admin.watch(
        on.core('configmaps'),
        { fieldSelector: 'metadata.name=shown' },
        TABLE,
      );
      const first = await watch.next();
      await on.admin.patch(on.core('configmaps', 'shown'), {
        data: { c: '3' },
      });
      const second = await watch.next();
      expect(first?.object.columnDefinitions).toHaveLength(3);
      expect(second).toMatchObject({
        type: 'MODIFIED',
        object: {
          kind: 'Table',
          columnDefinitions: null,
          rows: [{ cells: ['shown', 3, expect.any(String)] }],
        },
      });
    });
  });

  describe('discovery', () => {
    it('lists groups, versions and resources', async () => {
      const core = await on.admin.get('/api');
      expect(core.json).toMatchObject({
        kind: 'APIVersions',
        versions: ['v1'],
      });
      const groups = await on.admin.get('/apis');
      expect(groups.json.kind).toBe('APIGroupList');
      expect(groups.json.groups).toContainEqual(
        expect.objectContaining({
          name: 'postgresql.cnpg.io',
          preferredVersion: { groupVersion: CNPG, version: 'v1' },
        }),
      );
      const apps = await on.admin.get('/apis/apps/v1');
      expect(apps.json).toMatchObject({
        kind: 'APIResourceList',
        groupVersion: 'apps/v1',
      });
      expect(apps.json.resources).toContainEqual(
        expect.objectContaining({
          name: 'deployments',
          kind: 'Deployment',
          namespaced: true,
          shortNames: ['deploy'],
          categories: ['all'],
          verbs: expect.arrayContaining(['get', 'list', 'watch', 'patch']),
        }),
      );
      expect(apps.json.resources).toContainEqual(
        expect.objectContaining({
          name: 'deployments/scale',
          group: 'autoscaling',
          kind: 'Scale',
        }),
      );
      const version = await on.admin.get('/version');
      expect(version.json).toMatchObject({
        major: '1',
        gitVersion: expect.stringMatching(/^v1\./),
      });
    });
  });

  describe('logs', () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'unscheduled' },
      spec: {
        nodeSelector: { nowhere: 'true' },
        containers: [{ name: 'main', image: 'x:1' }],
      },
    };

    it('are empty before the pod has a node, and refuse what it has not', async () => {
      expect((await on.admin.post(on.core('pods'), pod)).status).toBe(201);
      const path = `${on.core('pods', 'unscheduled')}/log`;
      expect((await on.admin.get(path)).status).toBe(204);
      const wrong = await on.admin.get(path, { container: 'zz' });
      expect(wrong.status).toBe(400);
      expect(wrong.json.message).toBe(
        'container zz is not valid for pod unscheduled',
      );
      const missing = await on.admin.get(`${on.core('pods', 'none')}/log`);
      expect(missing.status).toBe(404);
      expect(missing.json.message).toBe('pods "none" not found');
    });

    it.each([
      [
        'tailLines=-1',
        422,
        'PodLogOptions "strict" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0',
      ],
      [
        'sinceSeconds=0',
        422,
        'PodLogOptions "strict" is invalid: sinceSeconds: Invalid value: 0: must be greater than 0',
      ],
      [
        'limitBytes=0',
        422,
        'PodLogOptions "strict" is invalid: limitBytes: Invalid value: 0: must be greater than 0',
      ],
      ['tailLines=x', 400, 'strconv.ParseInt: parsing "x": invalid syntax'],
      [
        'sinceTime=foo',
        400,
        'parsing time "foo" as "2006-01-02T15:04:05Z07:00": cannot parse "foo" as "2006"',
      ],
    ])('refuse %s', async (query, status, message) => {
      await on.admin.post(on.core('pods'), {
        ...pod,
        metadata: { name: 'strict' },
      });
      const answer = await on.admin.get(
        `${on.core('pods', 'strict')}/log?container=main&${query}`,
      );
      expect(answer.status).toBe(status);
      expect(answer.json.message).toBe(message);
    });
  });
});
