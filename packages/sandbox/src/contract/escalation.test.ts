import { contractClusters, useContract } from './contractClusters';
import {
  becomes,
  binding,
  giveRole,
  RBAC_V1,
  role,
  rule,
  userSubject,
} from './rbac';

describe.each(contractClusters)('giving rights away on $name', ({ start }) => {
  const on = useContract(start);
  const roles = (name?: string) => on.group(RBAC_V1, 'roles', name);
  const bindings = () => on.group(RBAC_V1, 'rolebindings');

  beforeAll(async () => {
    const verbs = ['get', 'create', 'update', 'patch', 'delete'];
    await giveRole(on, 'maker', 'kasm-reader', [
      {
        apiGroups: ['rbac.authorization.k8s.io'],
        resources: ['roles', 'rolebindings'],
        verbs,
      },
      rule(['configmaps'], ['get', 'list']),
    ]);
    await becomes(
      on.reader,
      { namespace: on.namespace, verb: 'list', resource: 'configmaps' },
      true,
    );
  });

  it('lets one give what one has', async () => {
    const made = await on.reader.post(
      roles(),
      role('given', [rule(['configmaps'], ['get'])]),
    );
    expect(made.status).toBe(201);
    const bound = await on.reader.post(
      bindings(),
      binding('given', { kind: 'Role', name: 'given' }, [
        userSubject('kasm-writer'),
      ]),
    );
    expect(bound.status).toBe(201);
    const labelled = await on.reader.patch(roles('maker'), {
      metadata: { labels: { a: 'b' } },
    });
    expect(labelled.status).toBe(200);
  });

  it('names what one has not', async () => {
    const made = await on.reader.post(
      roles(),
      role('more', [
        rule(['secrets', 'configmaps'], ['get', 'list']),
        {
          apiGroups: ['apps'],
          resources: ['deployments/scale'],
          resourceNames: ['a'],
          verbs: ['*'],
        },
      ]),
    );
    expect(made.json).toMatchObject({
      code: 403,
      reason: 'Forbidden',
      message: `roles.rbac.authorization.k8s.io "more" is forbidden: user "kasm-reader" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:
{APIGroups:[""], Resources:["secrets"], Verbs:["get" "list"]}
{APIGroups:["apps"], Resources:["deployments/scale"], ResourceNames:["a"], Verbs:["*"]}`,
      details: {
        name: 'more',
        group: 'rbac.authorization.k8s.io',
        kind: 'roles',
      },
    });
    const changed = await on.reader.patch(roles('maker'), {
      rules: [rule(['secrets'], ['get'])],
    });
    expect(changed.status).toBe(403);
    expect(changed.json.message).toContain('not currently held');
  });

  it('lets nobody bind what is beyond them, or is not there', async () => {
    const bind = (name: string) =>
      on.reader.post(
        bindings(),
        binding('beyond', { kind: 'ClusterRole', name }, [
          userSubject('kasm-reader'),
        ]),
      );
    const admin = await bind('cluster-admin');
    expect(admin.json.message).toBe(
      `rolebindings.rbac.authorization.k8s.io "beyond" is forbidden: user "kasm-reader" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:
{APIGroups:["*"], Resources:["*"], Verbs:["*"]}
{NonResourceURLs:["*"], Verbs:["*"]}`,
    );
    const none = await bind('not-there');
    expect(none.json).toMatchObject({
      code: 404,
      message: 'clusterroles.rbac.authorization.k8s.io "not-there" not found',
    });
  });

  it('yields to those who may escalate or bind', async () => {
    await giveRole(on, 'trusted', 'kasm-reader', [
      {
        apiGroups: ['rbac.authorization.k8s.io'],
        resources: ['roles'],
        verbs: ['escalate'],
      },
      {
        apiGroups: ['rbac.authorization.k8s.io'],
        resources: ['roles'],
        resourceNames: ['beyond'],
        verbs: ['bind'],
      },
    ]);
    await becomes(
      on.reader,
      {
        namespace: on.namespace,
        verb: 'bind',
        group: 'rbac.authorization.k8s.io',
        resource: 'roles',
        name: 'beyond',
      },
      true,
    );
    const rules = [rule(['secrets'], ['list'])];
    expect((await on.reader.post(roles(), role('beyond', rules))).status).toBe(
      201,
    );
    const bound = await on.reader.post(
      bindings(),
      binding('bound', { kind: 'Role', name: 'beyond' }, [
        userSubject('kasm-writer'),
      ]),
    );
    expect(bound.status).toBe(201);
    const other = binding('other', { kind: 'ClusterRole', name: 'edit' }, []);
    expect((await on.reader.post(bindings(), other)).status).toBe(403);
  });

  it('asks for create when an apply makes the object', async () => {
    await giveRole(on, 'patching', 'kasm-writer', [
      rule(['configmaps'], ['get', 'patch']),
    ]);
    const attributes = (verb: string) => ({
      namespace: on.namespace,
      verb,
      resource: 'configmaps',
    });
    await becomes(on.writer, attributes('patch'), true);
    const map = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'new' },
    };
    const path = on.core('configmaps', 'new');
    const refused = await on.writer.apply(path, 'writer', map);
    expect(refused.status).toBe(403);
    expect(refused.json.message).toMatch(/^configmaps "new" is forbidden: /);
    await on.admin.apply(path, 'admin', map);
    expect((await on.writer.apply(path, 'writer', map)).status).toBe(200);
  });
});
