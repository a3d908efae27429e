import { generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { randomUUID } from 'node:crypto';
import type { ServedStore } from '../store/ServedStore';
import type { User } from './authorize';
import { serviceAccountOf, serviceAccountUser } from './serviceAccount';

/** Who signs the tokens of ServiceAccounts, and whom they are for unless said otherwise. */
export const ISSUER = 'https://kubernetes.default.svc.cluster.local';

/** The object whose end ends a token. */
export interface BoundObject {
  kind: 'Pod' | 'Secret';
  name: string;
  uid: string;
}

/** What a token is asked for. */
export interface TokenWish {
  namespace: string;
  name: string;
  uid: string;
  audiences: string[];
  expirationSeconds: number;
  bound?: BoundObject;
}

/** Who came with a token, and for which audiences it was made. */
export interface TokenHolder {
  user: User;
  audiences: string[];
}

const encode = (value: object) =>
  Buffer.from(JSON.stringify(value)).toString('base64url');
const SIGNATURE = { dsaEncoding: 'ieee-p1363' as const };
const RESOURCES = { pod: 'pods', secret: 'secrets' } as const;

/** The signed tokens of a cluster's ServiceAccounts; each server has a key of its own. */
export class ServiceAccountTokens {
  private keys?: { privateKey: KeyObject; publicKey: KeyObject };

  constructor(private readonly store: ServedStore) {}

  issue(wish: TokenWish): { token: string; expires: Date } {
    const now = Math.floor(this.store.now().getTime() / 1000);
    const { namespace, name, uid, bound } = wish;
    const head = encode({ alg: 'ES256', kid: 'sandbox' });
    const claims = encode({
      aud: wish.audiences,
      exp: now + wish.expirationSeconds,
      iat: now,
      iss: ISSUER,
      jti: randomUUID(),
      'kubernetes.io': {
        namespace,
        ...(bound
          ? { [bound.kind.toLowerCase()]: { name: bound.name, uid: bound.uid } }
          : {}),
        serviceaccount: { name, uid },
      },
      nbf: now,
      sub: serviceAccountUser({ namespace, name }).name,
    });
    const signature = sign('sha256', Buffer.from(`${head}.${claims}`), {
      key: this.keyPair().privateKey,
      ...SIGNATURE,
    });
    return {
      token: `${head}.${claims}.${signature.toString('base64url')}`,
      expires: new Date((now + wish.expirationSeconds) * 1000),
    };
  }

  /** Whose token it is; undefined when it is not ours, over, or its account or bound object is gone. */
  holder(token: string): TokenHolder | undefined {
    const claims = this.claims(token);
    if (!claims) {
      return undefined;
    }
    const account = serviceAccountOf(claims.sub);
    const now = this.store.now().getTime() / 1000;
    if (!account || claims.exp <= now || claims.nbf > now + 1) {
      return undefined;
    }
    const { namespace, name } = account;
    const { serviceaccount, ...rest } = claims['kubernetes.io'];
    const stored = this.store.get('serviceaccounts', namespace, name);
    if (stored?.metadata.uid !== serviceaccount.uid) {
      return undefined;
    }
    for (const kind of ['pod', 'secret'] as const) {
      const bound = rest[kind];
      if (
        bound &&
        this.store.get(RESOURCES[kind], namespace, bound.name)?.metadata.uid !==
          bound.uid
      ) {
        return undefined;
      }
    }
    return {
      user: {
        ...serviceAccountUser(account),
        uid: serviceaccount.uid,
        extra: {
          'authentication.kubernetes.io/credential-id': [`JTI=${claims.jti}`],
          ...(rest.pod
            ? {
                'authentication.kubernetes.io/pod-name': [rest.pod.name],
                'authentication.kubernetes.io/pod-uid': [rest.pod.uid],
              }
            : {}),
        },
      },
      audiences: claims.aud,
    };
  }

  private claims(token: string): any {
    const parts = token.split('.');
    if (parts.length !== 3) {
      return undefined;
    }
    const signed = verify(
      'sha256',
      Buffer.from(`${parts[0]}.${parts[1]}`),
      { key: this.keyPair().publicKey, ...SIGNATURE },
      Buffer.from(parts[2], 'base64url'),
    );
    return signed
      ? JSON.parse(Buffer.from(parts[1], 'base64url').toString())
      : undefined;
  }

  private keyPair() {
    this.keys ??= generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return this.keys;
  }
}
