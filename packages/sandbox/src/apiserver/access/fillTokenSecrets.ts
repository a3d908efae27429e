import type { StoredObject } from '../ClusterStore';
import type { ServedStore } from '../store/ServedStore';
import { ISSUER, type ServiceAccountTokens } from './ServiceAccountTokens';

const TYPE = 'kubernetes.io/service-account-token';
const ACCOUNT = 'kubernetes.io/service-account.name';
const ACCOUNT_UID = 'kubernetes.io/service-account.uid';
/** The tokens in Secrets have no end of their own. */
const FOR_EVER = 100 * 365 * 24 * 3600;

const encode = (text: string) => Buffer.from(text).toString('base64');

/**
 * Plays the controller that puts an account's token into the Secrets which are made for it.
 *
 * @param ca - PEM of the CA by which clients know the server; the key is left out without it
 * @returns the function that ends it
 */
export function fillTokenSecrets(
  store: ServedStore,
  tokens: ServiceAccountTokens,
  ca?: string,
): () => void {
  const fill = (secret: StoredObject) => {
    const { namespace = '', name, uid, annotations } = secret.metadata;
    const account = store.get(
      'serviceaccounts',
      namespace,
      annotations?.[ACCOUNT] ?? '',
    );
    if (!account) return;
    const { token } = tokens.issue({
      namespace,
      name: account.metadata.name,
      uid: account.metadata.uid,
      audiences: [ISSUER],
      expirationSeconds: FOR_EVER,
      bound: { kind: 'Secret', name, uid },
    });
    store.update('secrets', namespace, name, stored => {
      stored.metadata.annotations = {
        ...stored.metadata.annotations,
        [ACCOUNT_UID]: account.metadata.uid,
      };
      stored.data = {
        ...stored.data,
        namespace: encode(namespace),
        token: encode(token),
        ...(ca ? { 'ca.crt': encode(ca) } : {}),
      };
    });
  };
  return store.subscribe('secrets', ({ type, object }) => {
    if (
      type !== 'DELETED' &&
      object.type === TYPE &&
      !object.data?.token &&
      !object.metadata.deletionTimestamp
    ) {
      fill(object);
    }
  });
}
