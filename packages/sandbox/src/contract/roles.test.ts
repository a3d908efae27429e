import { contractClusters, useContract } from './contractClusters';
import {
  becomes,
  binding,
  giveRole,
  RBAC_V1,
  reviewed,
  role,
  rule,
  userSubject,
} from './rbac';

const CLUSTER_ROLES = `/apis/${RBAC_V1}/clusterroles`;
const CLUSTER_BINDINGS = `/apis/${RBAC_V1}/clusterrolebindings`;

describe.each(contractClusters)('roles on $name', ({ start }) => {
  const on = useContract(start);
  const here = (verb: string, resource: string, more: object = {}) => ({
    namespace: on.namespace,
    verb,
    resource,
    ...more,
  });
  /** Names of the whole cluster, so that runs on one server do not meet. */
  const own = (name: string) => `${on.namespace}-${name}`;
  async function makeForCluster(path: string, object: any) {
    expect((await on.admin.post(path, object)).status).toBe(201);
    on.elsewhere.push(`${path}/${object.metadata.name}`);
  }

  it('allow what a Role says, by whom and why', async () => {
    await giveRole(on, 'maps', 'kasm-reader', [
      rule(['configmaps'], ['get', 'list']),
    ]);
    const { reason } = await becomes(
      on.reader,
      here('list', 'configmaps'),
      true,
    );
    expect(reason).toBe(
      `RBAC: allowed by RoleBinding "maps/${on.namespace}" of Role "maps" to User "kasm-reader"`,
    );
    const denied = await reviewed(on.reader, here('watch', 'configmaps'));
    expect(denied).toEqual({ allowed: false });
    expect(
      (await on.reader.post(on.core('configmaps'), { metadata: { name: 'x' } }))
        .status,
    ).toBe(403);
    const elsewhere = { ...here('list', 'configmaps'), namespace: 'default' };
    expect((await reviewed(on.reader, elsewhere)).allowed).toBe(false);
    expect((await on.writer.get(on.core('configmaps'))).status).toBe(403);
  });

  it('allow single names, and their lists by a field selector only', async () => {
    await giveRole(on, 'named', 'kasm-reader', [
      rule(['secrets'], ['get', 'list', 'watch'], { resourceNames: ['one'] }),
    ]);
    await becomes(on.reader, here('get', 'secrets', { name: 'one' }), true);
    const other = here('get', 'secrets', { name: 'two' });
    expect((await reviewed(on.reader, other)).allowed).toBe(false);
    const all = await on.reader.get(on.core('secrets'));
    expect(all.status).toBe(403);
    const one = await on.reader.get(on.core('secrets'), {
      fieldSelector: 'metadata.name=one',
    });
    expect(one.status).toBe(200);
    const two = await on.reader.get(on.core('secrets'), {
      fieldSelector: 'metadata.name=two',
    });
    expect(two.json).toMatchObject({
      code: 403,
      message: `secrets "two" is forbidden: User "kasm-reader" cannot list resource "secrets" in API group "" in the namespace "${on.namespace}"`,
      details: { name: 'two', kind: 'secrets' },
    });
    const watch = await on.reader.watch(on.core('secrets'), {
      fieldSelector: 'metadata.name=one',
    });
    expect(watch.status).toBe(200);
    watch.close();
  });

  it('tell subresources from resources', async () => {
    await giveRole(on, 'parts', 'kasm-writer', [
      rule(['pods/log'], ['get']),
      { apiGroups: ['apps'], resources: ['*/scale'], verbs: ['*'] },
    ]);
    const log = { subresource: 'log', name: 'x' };
    await becomes(on.writer, here('get', 'pods', log), true);
    expect((await on.writer.get(`${on.core('pods', 'x')}/log`)).status).toBe(
      404,
    );
    expect((await on.writer.get(on.core('pods', 'x'))).status).toBe(403);
    const scale = (resource: string) =>
      here('patch', resource, { group: 'apps', subresource: 'scale' });
    expect((await reviewed(on.writer, scale('deployments'))).allowed).toBe(
      true,
    );
    expect((await reviewed(on.writer, scale('statefulsets'))).allowed).toBe(
      true,
    );
    const whole = here('patch', 'deployments', { group: 'apps' });
    expect((await reviewed(on.writer, whole)).allowed).toBe(false);
  });

  it('give the rules of a ClusterRole to one namespace or to all', async () => {
    const name = own('shared');
    await makeForCluster(
      CLUSTER_ROLES,
      role(
        name,
        [rule(['services'], ['*']), rule(['nodes'], ['list'])],
        'ClusterRole',
      ),
    );
    await on.admin.post(
      on.group(RBAC_V1, 'rolebindings'),
      binding('shared', { kind: 'ClusterRole', name }, [
        userSubject('kasm-reader'),
      ]),
    );
    await becomes(on.reader, here('delete', 'services'), true);
    expect(
      (await reviewed(on.reader, { verb: 'list', resource: 'nodes' })).allowed,
    ).toBe(false);
    await makeForCluster(
      CLUSTER_BINDINGS,
      binding(
        name,
        { kind: 'ClusterRole', name },
        [userSubject('kasm-reader')],
        'ClusterRoleBinding',
      ),
    );
    const { reason } = await becomes(
      on.reader,
      { verb: 'list', resource: 'nodes' },
      true,
    );
    expect(reason).toBe(
      `RBAC: allowed by ClusterRoleBinding "${name}" of ClusterRole "${name}" to User "kasm-reader"`,
    );
    await on.admin.delete(`${CLUSTER_BINDINGS}/${name}`);
    await becomes(on.reader, { verb: 'list', resource: 'nodes' }, false);
    expect(
      (await reviewed(on.reader, here('delete', 'services'))).allowed,
    ).toBe(true);
  });

  it('cover paths that are no resources', async () => {
    const name = own('paths');
    const path = (url: string) => ({ path: url, verb: 'get' });
    expect((await reviewed(on.writer, path('/readyz/ping'))).allowed).toBe(
      false,
    );
    expect((await on.writer.get('/readyz/ping')).json.message).toBe(
      'forbidden: User "kasm-writer" cannot get path "/readyz/ping"',
    );
    expect((await reviewed(on.writer, path('/apis/apps'))).allowed).toBe(true);
    await makeForCluster(
      CLUSTER_ROLES,
      role(
        name,
        [{ nonResourceURLs: ['/readyz/*'], verbs: ['get'] }],
        'ClusterRole',
      ),
    );
    await makeForCluster(
      CLUSTER_BINDINGS,
      binding(
        name,
        { kind: 'ClusterRole', name },
        [userSubject('kasm-writer')],
        'ClusterRoleBinding',
      ),
    );
    await becomes(on.writer, path('/readyz/ping'), true);
    expect((await on.writer.get('/readyz/ping')).text).toBe('ok');
  });

  it('gather the rules of others by their labels, and follow them', async () => {
    const name = own('gathering');
    const label = `${on.namespace}/gathered`;
    const selector = { matchLabels: { [label]: 'true' } };
    await makeForCluster(CLUSTER_ROLES, {
      ...role(name, [], 'ClusterRole'),
      aggregationRule: { clusterRoleSelectors: [selector] },
    });
    await on.admin.post(
      on.group(RBAC_V1, 'rolebindings'),
      binding('gathering', { kind: 'ClusterRole', name }, [
        userSubject('kasm-writer'),
      ]),
    );
    const part = role(
      own('part'),
      [rule(['endpoints'], ['list'])],
      'ClusterRole',
    );
    await makeForCluster(CLUSTER_ROLES, {
      ...part,
      metadata: { ...part.metadata, labels: { [label]: 'true' } },
    });
    await becomes(on.writer, here('list', 'endpoints'), true);
    await on.admin.patch(`${CLUSTER_ROLES}/${own('part')}`, {
      rules: [rule(['endpoints'], ['watch'])],
    });
    await becomes(on.writer, here('watch', 'endpoints'), true);
    expect((await reviewed(on.writer, here('list', 'endpoints'))).allowed).toBe(
      false,
    );
  });

  it('say which one is missing', async () => {
    await on.admin.post(
      on.group(RBAC_V1, 'rolebindings'),
      binding('dangling', { kind: 'ClusterRole', name: own('none') }, [
        userSubject('kasm-writer'),
      ]),
    );
    const reason = `RBAC: clusterrole.rbac.authorization.k8s.io "${own(
      'none',
    )}" not found`;
    const answered = await on.writer.get(on.core('serviceaccounts'));
    expect(answered.status).toBe(403);
    const status = await reviewed(on.writer, here('list', 'serviceaccounts'));
    expect(status).toEqual({ allowed: false, reason });
    await on.admin.delete(on.group(RBAC_V1, 'rolebindings', 'dangling'));
  });

  it('need to be whole', async () => {
    const rules = [
      { apiGroups: [''], resources: ['x'] },
      { verbs: ['get'] },
      { verbs: ['get'], nonResourceURLs: ['/x'] },
    ];
    const wrong = await on.admin.post(
      on.group(RBAC_V1, 'roles'),
      role('wrong', rules),
    );
    expect(wrong.status).toBe(422);
    expect(wrong.json.message).toBe(
      'Role.rbac.authorization.k8s.io "wrong" is invalid: [rules[0].verbs: Required value: verbs must contain at least one value, rules[1].apiGroups: Required value: resource rules must supply at least one api group, rules[1].resources: Required value: resource rules must supply at least one resource, rules[2].nonResourceURLs: Invalid value: []string{"/x"}: namespaced rules cannot apply to non-resource URLs]',
    );
    const bound = await on.admin.post(
      on.group(RBAC_V1, 'rolebindings'),
      binding('wrong', { kind: 'Foo', name: '' }, [{ kind: 'User', name: '' }]),
    );
    expect(bound.status).toBe(422);
    expect(bound.json.message).toBe(
      'RoleBinding.rbac.authorization.k8s.io "wrong" is invalid: [roleRef.kind: Unsupported value: "Foo": supported values: "Role", "ClusterRole", roleRef.name: Required value, subjects[0].name: Required value]',
    );
  });

  it('stay bound as they were', async () => {
    await giveRole(on, 'fixed', 'kasm-writer', []);
    const moved = await on.admin.patch(
      on.group(RBAC_V1, 'rolebindings', 'fixed'),
      { roleRef: { name: 'other' } },
    );
    expect(moved.json).toMatchObject({
      code: 422,
      message:
        'RoleBinding.rbac.authorization.k8s.io "fixed" is invalid: roleRef: Invalid value: rbac.RoleRef{APIGroup:"rbac.authorization.k8s.io", Kind:"Role", Name:"other"}: cannot change roleRef',
    });
    const { json } = await on.admin.get(
      on.group(RBAC_V1, 'rolebindings', 'fixed'),
    );
    expect(json.subjects[0].apiGroup).toBe('rbac.authorization.k8s.io');
  });

  it('are there from the start for those who need them', async () => {
    for (const name of [
      'cluster-admin',
      'admin',
      'edit',
      'view',
      'system:discovery',
      'system:basic-user',
      'system:public-info-viewer',
      'system:auth-delegator',
    ]) {
      const answer = await on.admin.get(`${CLUSTER_ROLES}/${name}`);
      expect(answer.status).toBe(200);
      expect(answer.json.rules.length).toBeGreaterThan(0);
    }
    await on.admin.post(
      on.group(RBAC_V1, 'rolebindings'),
      binding('viewing', { kind: 'ClusterRole', name: 'view' }, [
        { kind: 'ServiceAccount', name: 'default' },
      ]),
    );
    const account = {
      'Impersonate-User': `system:serviceaccount:${on.namespace}:default`,
    };
    const get = (plural: string) =>
      on.admin.send('GET', on.core(plural), { headers: account });
    let status = 403;
    for (let tries = 0; status === 403 && tries < 100; tries += 1) {
      status = (await get('configmaps')).status;
    }
    expect(status).toBe(200);
    expect((await get('secrets')).status).toBe(403);
  });
});
