import { createManualClock } from '../../world/createManualClock';
import { createClusterStore } from '../createClusterStore';
import { fillTokenSecrets } from './fillTokenSecrets';
import { ServiceAccountTokens } from './ServiceAccountTokens';

it('puts a token into the Secrets of an account, which ends with them', async () => {
  const clock = createManualClock();
  const store = createClusterStore({ clock });
  const tokens = new ServiceAccountTokens(store);
  const stop = fillTokenSecrets(store, tokens, 'PEM');
  store.create({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'robot', namespace: 'default' },
  });
  for (const account of ['robot', 'nobody']) {
    store.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: account,
        namespace: 'default',
        annotations: { 'kubernetes.io/service-account.name': account },
      },
      type: 'kubernetes.io/service-account-token',
    });
  }
  await clock.advance(1);
  const data = (name: string) => store.get('secrets', 'default', name)!.data;
  const decode = (text: string) => Buffer.from(text, 'base64').toString();
  expect(decode(data('robot')['ca.crt'])).toBe('PEM');
  const token = decode(data('robot').token);
  expect(tokens.holder(token)?.user.name).toBe(
    'system:serviceaccount:default:robot',
  );
  expect(data('nobody')?.token).toBeUndefined();
  store.delete('secrets', 'default', 'robot');
  expect(tokens.holder(token)).toBeUndefined();
  stop();
});
