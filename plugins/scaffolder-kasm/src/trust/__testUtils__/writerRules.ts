import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type {
  KubeClient,
  KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { parseAllDocuments } from 'yaml';
import type { CountedRequest } from '../../__testUtils__/dyingClients';

/** One verb on one resource, with the name if it goes for one object only. */
export interface Grant {
  /** Undefined for the whole cluster. */
  namespace?: string;
  group: string;
  resource: string;
  verb: string;
  name?: string;
}

interface Role extends KubeObject {
  rules: Array<{
    apiGroups: string[];
    resources: string[];
    resourceNames?: string[];
    verbs: string[];
  }>;
}

/** Documents of a shipped file. */
export function manifestsOf(file: string): KubeObject[] {
  return parseAllDocuments(
    readFileSync(resolve(__dirname, '../../../manifests', file), 'utf8'),
  ).map(document => document.toJS());
}

/** Everything that the roles among these documents grant, one by one. */
export function grantsOf(documents: KubeObject[]): Grant[] {
  return (documents.filter(({ kind }) => /Role$/.test(kind)) as Role[]).flatMap(
    ({ metadata: { namespace }, rules }) =>
      rules.flatMap(({ apiGroups, resources, resourceNames, verbs }) =>
        apiGroups.flatMap(group =>
          resources.flatMap(resource =>
            verbs.flatMap(verb =>
              (resourceNames ?? [undefined]).map(name => ({
                ...(namespace && { namespace }),
                group,
                resource,
                verb,
                ...(name && { name }),
              })),
            ),
          ),
        ),
      ),
  );
}

const VERBS: Record<string, string[]> = {
  get: ['get'],
  list: ['list'],
  watch: ['watch'],
  create: ['create'],
  // of an object that is not there, it asks for both
  apply: ['patch', 'create'],
  mergePatch: ['patch'],
  delete: ['delete'],
  podLog: ['get'],
};

/** Whether a request was allowed because of a grant. */
export function uses(request: CountedRequest, grant: Grant): boolean {
  const { method, group, plural, name, namespace, address } = request;
  const asked =
    method === 'podLog'
      ? {
          group: '',
          plural: 'pods/log',
          namespace: JSON.parse(address)[1]?.namespace,
        }
      : { group, plural, namespace };
  return (
    (VERBS[method] ?? []).includes(grant.verb) &&
    asked.group === grant.group &&
    asked.plural === grant.resource &&
    (!grant.namespace || asked.namespace === grant.namespace) &&
    (!grant.name || name === grant.name)
  );
}

/** `patch clusters.postgresql.cnpg.io kasm-pg in database`. */
export function inWords({ namespace, group, resource, verb, name }: Grant) {
  return `${verb} ${resource}${group && `.${group}`}${name ? ` ${name}` : ''}${
    namespace ? ` in ${namespace}` : ''
  }`;
}

/** Applies the documents, with another subject in place of the ServiceAccount where one is given. */
export async function applyAll(
  admin: KubeClient,
  documents: KubeObject[],
  user?: string,
): Promise<void> {
  for (const document of documents) {
    const { apiVersion, kind, metadata } = document;
    const resource = {
      apiVersion,
      kind,
      plural: `${kind.toLowerCase()}s`,
      namespaced: metadata.namespace !== undefined,
    };
    await admin.apply(
      resource,
      document.subjects && user
        ? {
            ...document,
            subjects: [
              {
                apiGroup: 'rbac.authorization.k8s.io',
                kind: 'User',
                name: user,
              },
            ],
          }
        : document,
    );
  }
}

/** What the server says that a client may do in a namespace. */
export async function rulesIn(
  client: KubeClient,
  namespace: string,
): Promise<Grant[]> {
  const review = await client.create<any>(
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
  return grantsOf([
    { kind: 'Role', metadata: {}, rules: review.status.resourceRules } as never,
  ]);
}
