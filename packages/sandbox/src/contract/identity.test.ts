import { contractClusters, useContract } from './contractClusters';
import { becomes, giveRole, rule } from './rbac';

const TOKEN_REVIEWS = '/apis/authentication.k8s.io/v1/tokenreviews';
const ACCESS = '/apis/authorization.k8s.io/v1';

describe.each(contractClusters)('identities on $name', ({ start }) => {
  const on = useContract(start);
  const account = () => `system:serviceaccount:${on.namespace}:robot`;
  const tokens = () => `${on.core('serviceaccounts', 'robot')}/token`;
  const ask = (spec: object) => on.admin.post(tokens(), { spec });

  beforeAll(async () => {
    await on.admin.post(on.core('serviceaccounts'), {
      metadata: { name: 'robot' },
    });
    await giveRole(on, 'robot', account(), [rule(['configmaps'], ['list'])]);
  });

  it('are lent to those who may impersonate them', async () => {
    const as = (user: string, ...groups: string[]) =>
      on.admin.send('GET', '/api/v1/namespaces', {
        headers: {
          'Impersonate-User': user,
          ...(groups.length ? { 'Impersonate-Group': groups[0] } : {}),
        },
      });
    const joe = await as('joe');
    expect(joe.json.message).toBe(
      'namespaces is forbidden: User "joe" cannot list resource "namespaces" in API group "" at the cluster scope',
    );
    expect((await as('joe', 'system:masters')).status).toBe(200);
    const anonymous = await on.admin.send('GET', '/api', {
      headers: { 'Impersonate-User': 'system:anonymous' },
    });
    expect(anonymous.status).toBe(403);
    const robot = await on.admin.send('GET', on.core('configmaps'), {
      headers: { 'Impersonate-User': account() },
    });
    expect([200, 403]).toContain(robot.status);
    await becomes(
      on.admin.withHeaders({ 'Impersonate-User': account() }),
      { namespace: on.namespace, verb: 'list', resource: 'configmaps' },
      true,
    );
  });

  it('are lent to nobody else', async () => {
    const get = (headers: Record<string, string>) =>
      on.reader.send('GET', '/api/v1/pods', { headers });
    const user = await get({ 'Impersonate-User': 'joe' });
    expect(user.json).toMatchObject({
      code: 403,
      message:
        'users "joe" is forbidden: User "kasm-reader" cannot impersonate resource "users" in API group "" at the cluster scope',
    });
    const robot = await get({ 'Impersonate-User': account() });
    expect(robot.json.message).toBe(
      `serviceaccounts "robot" is forbidden: User "kasm-reader" cannot impersonate resource "serviceaccounts" in API group "" in the namespace "${on.namespace}"`,
    );
    const group = await on.admin.send('GET', '/api/v1/pods', {
      headers: { 'Impersonate-Group': 'g' },
    });
    expect(group.status).toBe(500);
  });

  it('are told of tokens', async () => {
    const review = (token?: string) =>
      on.admin.post(TOKEN_REVIEWS, { spec: token ? { token } : {} });
    const reader = await review('reader-token');
    expect(reader.status).toBe(201);
    expect(reader.json.status).toMatchObject({
      authenticated: true,
      user: { username: 'kasm-reader', groups: ['system:authenticated'] },
    });
    const wrong = await review('wrong');
    expect(wrong.status).toBe(201);
    expect(wrong.json.status.authenticated).toBeFalsy();
    expect(wrong.json.status.error).toContain('invalid bearer token');
    expect((await review()).status).toBe(400);
    expect((await on.reader.post(TOKEN_REVIEWS, { spec: {} })).status).toBe(
      403,
    );
    expect((await on.admin.get(TOKEN_REVIEWS)).status).toBe(405);
  });

  it('come with tokens that are asked for', async () => {
    const answer = await ask({ expirationSeconds: 1200 });
    expect(answer.status).toBe(201);
    const { token, expirationTimestamp } = answer.json.status;
    const left = Date.parse(expirationTimestamp) - Date.now();
    expect(left).toBeGreaterThan(1000_000);
    expect(left).toBeLessThan(1300_000);
    const claims = JSON.parse(
      Buffer.from(token.split('.')[1], 'base64url').toString(),
    );
    expect(claims).toMatchObject({
      sub: account(),
      'kubernetes.io': {
        namespace: on.namespace,
        serviceaccount: { name: 'robot' },
      },
    });
    expect(claims.exp - claims.iat).toBe(1200);
    const review = await on.admin.post(TOKEN_REVIEWS, { spec: { token } });
    expect(review.json.status).toMatchObject({
      authenticated: true,
      user: {
        username: account(),
        groups: [
          'system:serviceaccounts',
          `system:serviceaccounts:${on.namespace}`,
          'system:authenticated',
        ],
      },
    });
    const robot = on.admin.withToken(token);
    await becomes(
      robot,
      { namespace: on.namespace, verb: 'list', resource: 'configmaps' },
      true,
    );
    expect((await robot.get(on.core('configmaps'))).status).toBe(200);
    expect((await robot.get(on.core('pods'))).json.message).toContain(
      `User "${account()}" cannot list`,
    );
    const changed = `${token.slice(0, -4)}AAAA`;
    const forged = on.admin.withToken(changed);
    expect((await forged.get(on.core('configmaps'))).status).toBe(401);
    robot.close();
    forged.close();
  });

  it('come with tokens for others too, which are no use here', async () => {
    const answer = await ask({ audiences: ['vault'] });
    expect(answer.json.spec.audiences).toEqual(['vault']);
    const { token } = answer.json.status;
    const robot = on.admin.withToken(token);
    expect((await robot.get(on.core('configmaps'))).status).toBe(401);
    robot.close();
    const review = await on.admin.post(TOKEN_REVIEWS, {
      spec: { token, audiences: ['vault'] },
    });
    expect(review.json.status).toMatchObject({
      authenticated: true,
      audiences: ['vault'],
    });
  });

  it('come with no token when that cannot be', async () => {
    expect((await ask({ expirationSeconds: 36 })).json).toMatchObject({
      code: 422,
      message:
        'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 36: may not specify a duration less than 10 minutes',
    });
    const none = await on.admin.post(
      `${on.core('serviceaccounts', 'none')}/token`,
      { spec: {} },
    );
    expect(none.json).toMatchObject({
      code: 404,
      message: 'serviceaccounts "none" not found',
    });
    expect((await on.admin.get(tokens())).status).toBe(405);
    expect((await on.reader.post(tokens(), { spec: {} })).status).toBe(403);
  });

  it('end with their ServiceAccount', async () => {
    await on.admin.post(on.core('serviceaccounts'), {
      metadata: { name: 'brief' },
    });
    const { json } = await on.admin.post(
      `${on.core('serviceaccounts', 'brief')}/token`,
      { spec: {} },
    );
    const brief = on.admin.withToken(json.status.token);
    expect((await brief.get(on.core('configmaps'))).status).toBe(403);
    await on.admin.delete(on.core('serviceaccounts', 'brief'));
    let status = 403;
    for (let tries = 0; status === 403 && tries < 200; tries += 1) {
      await new Promise(resolve => setTimeout(resolve, 100));
      status = (await brief.get(on.core('configmaps'))).status;
    }
    brief.close();
    expect(status).toBe(401);
  });

  it('are asked about by others', async () => {
    const subject = (spec: object, path = `${ACCESS}/subjectaccessreviews`) =>
      on.admin.post(path, { spec });
    const resourceAttributes = {
      namespace: on.namespace,
      verb: 'list',
      resource: 'configmaps',
    };
    const robot = await subject({ user: account(), resourceAttributes });
    expect(robot.status).toBe(201);
    expect(robot.json.status).toMatchObject({
      allowed: true,
      reason: `RBAC: allowed by RoleBinding "robot/${
        on.namespace
      }" of Role "robot" to User "${account()}"`,
    });
    const masters = await subject({
      user: 'x',
      groups: ['system:masters'],
      resourceAttributes,
    });
    expect(masters.json.status.allowed).toBe(true);
    expect((await subject({ resourceAttributes })).json).toMatchObject({
      code: 422,
      message:
        '.authorization.k8s.io "" is invalid: spec.user: Invalid value: "": at least one of user or group must be specified',
    });
    expect((await subject({ user: 'x' })).status).toBe(422);
    const local = `${ACCESS}/namespaces/${on.namespace}/localsubjectaccessreviews`;
    const inside = await on.admin.post(local, {
      metadata: { namespace: on.namespace },
      spec: { user: account(), resourceAttributes },
    });
    expect(inside.json.status.allowed).toBe(true);
    const outside = await on.admin.post(local, {
      metadata: { namespace: on.namespace },
      spec: {
        user: 'x',
        resourceAttributes: { ...resourceAttributes, namespace: 'default' },
      },
    });
    expect(outside.json).toMatchObject({
      code: 422,
      message: expect.stringContaining('must match metadata.namespace'),
    });
  });
});
