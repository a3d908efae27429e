/** Who asks. */
export interface User {
  name: string;
  groups: string[];
  uid?: string;
  extra?: Record<string, string[]>;
}

/** A user of a cluster and the bearer token that proves it. */
export interface TokenUser extends User {
  token: string;
}

/** What is asked for: a resource, or a path that is none. */
export type Attributes =
  | {
      verb: string;
      group: string;
      version: string;
      resource: string;
      subresource?: string;
      namespace?: string;
      name?: string;
    }
  | { verb: string; path: string };

/** The answer, with the reason that an access review shows. */
export interface Decision {
  allowed: boolean;
  reason?: string;
}

/** Decides what a user may do. */
export type Authorize = (user: User, attributes: Attributes) => Decision;

/** Whoever is in it may do everything, whatever the roles say. */
export const MASTERS = 'system:masters';

export const AUTHENTICATED = 'system:authenticated';
