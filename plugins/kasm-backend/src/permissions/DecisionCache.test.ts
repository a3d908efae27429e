import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { DecisionCache } from './DecisionCache';

const user = (token?: string) =>
  ({
    $$type: '@backstage/BackstageCredentials',
    principal: { type: 'user', userEntityRef: 'user:default/a' },
    token,
  } as BackstageCredentials);
const service = {
  ...user('token'),
  principal: { type: 'service', subject: 'catalog' },
} as BackstageCredentials;

function cacheOf(
  seconds: number,
  result: AuthorizeResult.ALLOW | AuthorizeResult.DENY = AuthorizeResult.ALLOW,
) {
  const clock = { now: 0 };
  const cache = new DecisionCache(seconds, () => clock.now);
  const answer: PolicyDecision = { result };
  let asked = 0;
  const ask = async (credentials = user('a'), permission = 'read') => {
    await cache.decide(credentials, permission, async () => {
      asked += 1;
      return answer;
    });
    return asked;
  };
  return { clock, answer, ask };
}

describe('DecisionCache', () => {
  it('asks every time unless it is told otherwise', async () => {
    const { ask } = cacheOf(0);
    await ask();
    expect(await ask()).toBe(2);
  });

  it('asks again after so many seconds, so that a right that was taken away ends then', async () => {
    const { clock, answer, ask } = cacheOf(5);
    await ask();
    clock.now = 4_999;
    expect(await ask()).toBe(1);
    clock.now = 5_000;
    answer.result = AuthorizeResult.DENY;
    expect(await ask()).toBe(2);
    expect(await ask()).toBe(3);
  });

  it('keeps tokens and permissions apart, also those of one user', async () => {
    const { ask } = cacheOf(5);
    await ask(user('a'), 'read');
    expect(await ask(user('b'), 'read')).toBe(2);
    expect(await ask(user('a'), 'logs')).toBe(3);
    expect(await ask(user('a'), 'read')).toBe(3);
  });

  it('never remembers a refusal: whoever was given a right has it at once', async () => {
    const { ask } = cacheOf(5, AuthorizeResult.DENY);
    await ask();
    expect(await ask()).toBe(2);
  });

  it('remembers nothing of services, or of users whose token it does not know', async () => {
    const { ask } = cacheOf(5);
    await ask(service);
    expect(await ask(service)).toBe(2);
    await ask(user());
    expect(await ask(user())).toBe(4);
  });
});
