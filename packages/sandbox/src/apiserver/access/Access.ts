import type { IncomingHttpHeaders } from 'node:http';
import type { ServedStore } from '../store/ServedStore';
import { AUTHENTICATED, type TokenUser, type User } from './authorize';
import { unauthorized } from './forbidden';
import { impersonated } from './impersonate';
import { RoleAuthorizer } from './RoleAuthorizer';
import { serviceAccountOf } from './serviceAccount';
import {
  ISSUER,
  ServiceAccountTokens,
  type TokenHolder,
} from './ServiceAccountTokens';

const ANONYMOUS: User = {
  name: 'system:anonymous',
  groups: ['system:unauthenticated'],
};

/** Who may come to a cluster, and what each may do there. */
export class Access {
  readonly authorizer: RoleAuthorizer;
  readonly tokens: ServiceAccountTokens;
  private readonly known: Map<string, User>;

  constructor(private readonly store: ServedStore, users: TokenUser[]) {
    this.authorizer = new RoleAuthorizer(store);
    this.tokens = new ServiceAccountTokens(store);
    this.known = new Map(
      users.map(({ token, ...user }) => [
        token,
        { ...user, groups: [...new Set([...user.groups, AUTHENTICATED])] },
      ]),
    );
  }

  /** Who a bearer token stands for; a ServiceAccount's only while that is there. */
  holder(token: string): TokenHolder | undefined {
    const user = this.known.get(token);
    if (!user) {
      return this.tokens.holder(token);
    }
    const account = serviceAccountOf(user.name);
    if (!account) {
      return { user, audiences: [ISSUER] };
    }
    const { namespace, name } = account;
    const stored = this.store.get('serviceaccounts', namespace, name);
    return (
      stored && {
        user: { ...user, uid: stored.metadata.uid },
        audiences: [ISSUER],
      }
    );
  }

  /** The audiences of a token that are this server's own. */
  ownAudiences({ audiences }: TokenHolder): string[] {
    return audiences.filter(each => each === ISSUER);
  }

  /** Who a request comes from; throws 401 for a token that nobody holds. */
  authenticate(headers: IncomingHttpHeaders): User {
    return impersonated(this.bearer(headers), headers, this.authorizer);
  }

  private bearer({ authorization }: IncomingHttpHeaders): User {
    if (!authorization) {
      return ANONYMOUS;
    }
    const token = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
    const holder = token && this.holder(token);
    if (!holder || this.ownAudiences(holder).length === 0) {
      throw unauthorized();
    }
    return holder.user;
  }
}
