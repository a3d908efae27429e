/** Who asks. */
export interface User {
  name: string;
  groups: string[];
  /** What the user may do; see `authorizeByAccess`. Nothing when absent. */
  access?: 'admin' | 'reader' | 'writer';
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

/** Decides what a user may do; pluggable so that Role objects can be evaluated one day. */
export type Authorize = (user: User, attributes: Attributes) => Decision;

const READING = ['get', 'list', 'watch'];
const PUBLIC_PATH = /^\/(healthz|livez|readyz|version)(\/|$)/;
const OPEN_PATHS = ['/healthz', '/livez', '/readyz', '/version'];
const DISCOVERY_PATH = /^\/(api|apis|openapi)(\/|$)/;
const REVIEW = /^selfsubject(access|rules)?reviews$/;

/**
 * The three users of the sandbox: admin everything; reader get, list and watch of everything but
 * Secrets; writer everything but roles and their bindings.
 */
export const authorizeByAccess: Authorize = (user, attributes) => {
  if (user.access === 'admin') {
    return { allowed: true, reason: 'the sandbox admin may do everything' };
  }
  if ('path' in attributes) {
    const open =
      PUBLIC_PATH.test(attributes.path) ||
      (!!user.access && DISCOVERY_PATH.test(attributes.path));
    return { allowed: attributes.verb === 'get' && open };
  }
  if (!user.access) {
    return { allowed: false };
  }
  const { group, resource, verb } = attributes;
  if (verb === 'create' && REVIEW.test(resource)) {
    return { allowed: true, reason: 'everyone may review the own access' };
  }
  if (user.access === 'writer') {
    const allowed =
      READING.includes(verb) || group !== 'rbac.authorization.k8s.io';
    return { allowed, ...(allowed ? { reason: 'sandbox writer' } : {}) };
  }
  const secret = group === '' && resource === 'secrets';
  const allowed =
    READING.includes(verb) &&
    !(secret || resource === '*' || group === '*' || verb === '*');
  return { allowed, ...(allowed ? { reason: 'sandbox reader' } : {}) };
};

/** The rules that an access rules review lists for a user of `authorizeByAccess`. */
export function rulesOf(
  user: User,
  kinds: Array<{ group: string; plural: string }>,
): {
  resourceRules: object[];
  nonResourceRules: object[];
} {
  const nonResourceRules = [
    {
      verbs: ['get'],
      nonResourceURLs: user.access
        ? [...OPEN_PATHS, '/api/*', '/apis/*', '/openapi/*']
        : OPEN_PATHS,
    },
  ];
  if (!user.access) {
    return { resourceRules: [], nonResourceRules };
  }
  if (user.access !== 'reader') {
    const everything = { verbs: ['*'], apiGroups: ['*'], resources: ['*'] };
    return { resourceRules: [everything], nonResourceRules };
  }
  const groups = new Map<string, string[]>();
  for (const { group, plural } of kinds) {
    if (group !== '' || plural !== 'secrets') {
      groups.set(group, [...(groups.get(group) ?? []), plural]);
    }
  }
  return {
    resourceRules: [...groups].map(([group, resources]) => ({
      verbs: READING,
      apiGroups: [group],
      resources,
    })),
    nonResourceRules,
  };
}
