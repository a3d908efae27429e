import type {
  KubeClient,
  KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';

/** One verb on one resource, with the name if it goes for one object only. */
export interface Right {
  /** Undefined for the whole cluster. */
  namespace?: string;
  group: string;
  resource: string;
  verb: string;
  name?: string;
}

interface Rule {
  apiGroups: string[];
  resources: string[];
  resourceNames?: string[];
  verbs: string[];
}

function rightsOf(rules: Rule[], namespace?: string): Right[] {
  return rules.flatMap(({ apiGroups, resources, resourceNames, verbs }) =>
    apiGroups.flatMap(group =>
      resources.flatMap(resource =>
        verbs.flatMap(verb =>
          (resourceNames?.length ? resourceNames : [undefined]).map(name => ({
            ...(namespace && { namespace }),
            group,
            resource,
            verb,
            ...(name && { name }),
          })),
        ),
      ),
    ),
  );
}

/** Everything that the roles among these documents grant, one by one. */
export function rightsIn(documents: KubeObject[]): Right[] {
  return documents
    .filter(({ kind }) => /Role$/.test(kind))
    .flatMap(document =>
      rightsOf(document.rules as Rule[], document.metadata.namespace),
    );
}

/** `watch clusters.postgresql.cnpg.io`. */
export function inWords({ group, resource, verb, name }: Right): string {
  const of = group && `.${group}`;
  return `${verb} ${resource}${of}${name ? ` ${name}` : ''}`;
}

/** Each right that goes for a namespace, once, in an order of its own. */
export function wordsFor(rights: Right[], namespace: string): string[] {
  const words = rights
    .filter(right => !right.namespace || right.namespace === namespace)
    .map(inWords);
  return [...new Set(words)].sort();
}

/** Everybody who is signed in may ask who they are and what they may do. */
const EVERYBODYS = /\.(authorization|authentication)\.k8s\.io$/;

/** What the server says that a client may do in a namespace. */
export async function grantedIn(
  client: KubeClient,
  namespace: string,
): Promise<string[]> {
  const review = await client.create<{ status: { resourceRules: Rule[] } }>(
    {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectRulesReview',
      plural: 'selfsubjectrulesreviews',
      namespaced: false,
    },
    {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectRulesReview',
      metadata: {},
      spec: { namespace },
    } as never,
  );
  return wordsFor(rightsOf(review.status.resourceRules), namespace).filter(
    words => !EVERYBODYS.test(words),
  );
}
