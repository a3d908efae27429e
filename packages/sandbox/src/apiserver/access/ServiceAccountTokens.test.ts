import { createClusterStore } from '../createClusterStore';
import { ISSUER, ServiceAccountTokens } from './ServiceAccountTokens';

describe('the tokens of ServiceAccounts', () => {
  let now = new Date('2026-11-22T12:00:00Z');
  const pass = (seconds: number) => {
    now = new Date(now.getTime() + seconds * 1000);
  };
  const store = createClusterStore({
    clock: { now: () => now, after: () => () => {}, stop: () => {} },
  });
  const tokens = new ServiceAccountTokens(store);
  const account = () =>
    store.create({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'robot', namespace: 'default' },
    });
  let robot: ReturnType<typeof account>;

  beforeEach(() => {
    robot = account();
  });
  afterEach(() => store.delete('serviceaccounts', 'default', 'robot'));

  const issue = (more: object = {}) =>
    tokens.issue({
      namespace: 'default',
      name: 'robot',
      uid: robot.metadata.uid,
      audiences: [ISSUER],
      expirationSeconds: 600,
      ...more,
    });

  it('are good until they are over', () => {
    const { token, expires } = issue();
    expect(expires.getTime() - now.getTime()).toBe(600_000);
    pass(599);
    expect(tokens.holder(token)?.user.name).toBe(
      'system:serviceaccount:default:robot',
    );
    pass(1);
    expect(tokens.holder(token)).toBe(undefined);
  });

  it('are of one account, not of the next of that name', () => {
    const { token } = issue();
    store.delete('serviceaccounts', 'default', 'robot');
    expect(tokens.holder(token)).toBe(undefined);
    account();
    expect(tokens.holder(token)).toBe(undefined);
  });

  it('end with the object that they are bound to', () => {
    const secret = store.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'bound', namespace: 'default' },
    });
    const { token } = issue({
      bound: { kind: 'Secret', name: 'bound', uid: secret.metadata.uid },
    });
    expect(tokens.holder(token)).toBeDefined();
    store.delete('secrets', 'default', 'bound');
    expect(tokens.holder(token)).toBe(undefined);
  });

  it('are of one server', () => {
    const { token } = issue();
    expect(new ServiceAccountTokens(store).holder(token)).toBe(undefined);
    const [head, claims, signature] = token.split('.');
    const forged = Buffer.from(
      Buffer.from(claims, 'base64url').toString().replace('robot', 'admin'),
    ).toString('base64url');
    expect(tokens.holder([head, forged, signature].join('.'))).toBe(undefined);
    expect(tokens.holder('not-a-token')).toBe(undefined);
  });
});
