import { contractClusters, eventually, useContract } from './contractClusters';

const REVIEWS = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

describe.each(contractClusters)('access on $name', ({ start }) => {
  const on = useContract(start);

  const review = (resourceAttributes: object) => ({
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes },
  });
  const mayList = async (resource: string) => {
    const answer = await on.reader.post(
      REVIEWS,
      review({ namespace: on.namespace, verb: 'list', resource }),
    );
    return { status: answer.status, ...answer.json.status };
  };

  beforeAll(async () => {
    await on.admin.post(on.group('rbac.authorization.k8s.io/v1', 'roles'), {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: 'reading' },
      rules: [
        {
          apiGroups: [''],
          resources: ['configmaps', 'pods', 'pods/log'],
          verbs: ['get', 'list', 'watch'],
        },
      ],
    });
    await on.admin.post(
      on.group('rbac.authorization.k8s.io/v1', 'rolebindings'),
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { name: 'reading' },
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'Role',
          name: 'reading',
        },
        subjects: [
          {
            apiGroup: 'rbac.authorization.k8s.io',
            kind: 'User',
            name: 'kasm-reader',
          },
        ],
      },
    );
    await eventually(
      () => mayList('configmaps'),
      answer => answer.allowed,
    );
  });

  it('knows nobody by a wrong token', async () => {
    const stranger = on.admin.withToken('wrong');
    const answer = await stranger.get(on.core('configmaps'));
    stranger.close();
    expect(answer.status).toBe(401);
    expect(answer.json).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'Unauthorized',
      reason: 'Unauthorized',
      code: 401,
    });
  });

  it('lets nobody in without a token', async () => {
    const nobody = on.admin.withToken('');
    const answer = await nobody.get(on.core('configmaps'));
    const health = await nobody.get('/readyz');
    nobody.close();
    expect(answer.status).toBe(403);
    expect(answer.json.message).toContain('User "system:anonymous"');
    expect(health).toMatchObject({ status: 200, text: 'ok' });
  });

  it('lets a reader read', async () => {
    const answer = await on.reader.get(on.core('configmaps'));
    expect(answer.status).toBe(200);
  });

  it('says what a user may not list', async () => {
    const answer = await on.reader.get(on.core('secrets'));
    expect(answer.status).toBe(403);
    expect(answer.json).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: `secrets is forbidden: User "kasm-reader" cannot list resource "secrets" in API group "" in the namespace "${on.namespace}"`,
      reason: 'Forbidden',
      details: { kind: 'secrets' },
      code: 403,
    });
  });

  it('says what a user may not do to one object, there or not', async () => {
    const secret = await on.reader.get(on.core('secrets', 'x'));
    expect(secret.status).toBe(403);
    expect(secret.json).toMatchObject({
      message: `secrets "x" is forbidden: User "kasm-reader" cannot get resource "secrets" in API group "" in the namespace "${on.namespace}"`,
      details: { name: 'x', kind: 'secrets' },
    });
    const deletion = await on.reader.delete(
      on.group('postgresql.cnpg.io/v1', 'clusters', 'x'),
    );
    expect(deletion.json).toMatchObject({
      code: 403,
      message: `clusters.postgresql.cnpg.io "x" is forbidden: User "kasm-reader" cannot delete resource "clusters" in API group "postgresql.cnpg.io" in the namespace "${on.namespace}"`,
      details: {
        name: 'x',
        group: 'postgresql.cnpg.io',
        kind: 'clusters',
      },
    });
  });

  it('says so for the whole cluster and for subresources', async () => {
    const everywhere = await on.reader.get('/api/v1/secrets');
    expect(everywhere.json.message).toBe(
      'secrets is forbidden: User "kasm-reader" cannot list resource "secrets" in API group "" at the cluster scope',
    );
    const status = await on.reader.patch(`${on.core('pods', 'x')}/status`, {});
    expect(status.json.message).toBe(
      `pods "x" is forbidden: User "kasm-reader" cannot patch resource "pods/status" in API group "" in the namespace "${on.namespace}"`,
    );
  });

  it('reviews the own access', async () => {
    expect(await mayList('configmaps')).toMatchObject({
      status: 201,
      allowed: true,
      reason: expect.any(String),
    });
    expect(await mayList('secrets')).toMatchObject({
      status: 201,
      allowed: false,
    });
    const admin = await on.admin.post(
      REVIEWS,
      review({ verb: 'delete', resource: 'namespaces', name: 'x' }),
    );
    expect(admin.json).toMatchObject({
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: { verb: 'delete' } },
      status: { allowed: true },
    });
  });

  it('cannot review nothing', async () => {
    const answer = await on.reader.post(REVIEWS, {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: {},
    });
    expect(answer.status).toBe(422);
  });

  it('lists the own rules', async () => {
    const answer = await on.reader.post(
      '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
      {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectRulesReview',
        spec: { namespace: on.namespace },
      },
    );
    expect(answer.status).toBe(201);
    expect(answer.json.status.incomplete).toBe(false);
    const covers = (resource: string) =>
      answer.json.status.resourceRules.some(
        (rule: any) =>
          rule.apiGroups.includes('') &&
          rule.resources.includes(resource) &&
          rule.verbs.includes('list'),
      );
    expect(covers('configmaps')).toBe(true);
    expect(covers('secrets')).toBe(false);
  });
});
