import {
  groupOf,
  resources,
  type KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { databaseLogins } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import type { RunContext } from '../run/RunContext';
import { isKubeError } from '../run/StepFailure';
import { read } from '../run/writing';

/** Access reviews under way at once. */
const AT_ONCE = 6;

/** One verb on one resource, or on one object of it. */
export interface Right {
  verb: string;
  resource: KubeResource;
  namespace?: string;
  name?: string;
}

/**
 * What the writer must be allowed to do and is not, in words: `create secrets in database`. One
 * access review for each verb of each row.
 */
export async function missingRights(context: RunContext): Promise<string[]> {
  const rights = await neededRights(context);
  const missing: string[] = [];
  const queue = [...rights];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let right = queue.shift(); right; right = queue.shift()) {
        const { verb, resource, namespace, name } = right;
        const allowed = await context.client.canI(
          {
            verb,
            group: groupOf(resource),
            resource: resource.plural,
            ...(namespace && { namespace }),
            ...(name && { name }),
          },
          { signal: context.signal },
        );
        if (!allowed) {
          missing.push(describeRight(right));
        }
      }
    }),
  );
  return missing.sort();
}

/** Every right that a run will use. */
export async function neededRights(context: RunContext): Promise<Right[]> {
  const { spec, names, cluster } = context;
  const sys = cluster.systemNamespace;
  const { namespace, databaseNamespace } = names;
  // server-side apply of a new object needs both create and patch
  const applied = ['get', 'create', 'patch'];
  const backups = spec.database.backups.method === 'plugin';
  // others may share that namespace, so what is changed there may be granted by name
  const inDatabase = (resource: KubeResource, name: string) => [
    ...verbs(['get', 'create'], resource, databaseNamespace),
    { verb: 'patch', resource, namespace: databaseNamespace, name },
  ];
  return [
    ...(await namespaceRights(context)),
    ...verbs([...applied, 'list'], resources.configMaps, sys),
    ...verbs(applied, resources.helmCharts, sys),
    ...verbs(['get'], resources.jobs, sys),
    ...verbs(['list'], resources.pods, sys),
    ...secretRights(context),
    ...verbs(applied, resources.certificates, namespace),
    ...verbs(applied, resources.ingressRoutes, namespace),
    ...verbs(applied, resources.serversTransports, namespace),
    ...verbs(['list'], resources.deployments, namespace),
    ...verbs(['list'], resources.pods, namespace),
    ...verbs(['get'], resources.jobs, namespace),
    ...inDatabase(resources.databaseClusters, names.databaseCluster),
    ...verbs(['list'], resources.pods, databaseNamespace),
    ...(backups
      ? [
          ...inDatabase(resources.objectStores, names.objectStore),
          ...inDatabase(resources.scheduledBackups, names.scheduledBackup),
          ...inDatabase(resources.backups, `${names.databaseCluster}-first`),
        ]
      : []),
  ];
}

/** Only namespaces that are not there have to be made. */
async function namespaceRights(context: RunContext): Promise<Right[]> {
  const { names, cluster } = context;
  const needed = new Set([
    cluster.systemNamespace,
    names.namespace,
    names.databaseNamespace,
  ]);
  const rights = await Promise.all(
    [...needed].map(async name => {
      const get = { verb: 'get', resource: resources.namespaces, name };
      const there = await isThere(context, name);
      return there
        ? [get]
        : [get, { verb: 'create', resource: resources.namespaces }];
    }),
  );
  return rights.flat();
}

/** A namespace that may not be looked at counts as missing: the right to make it is then needed. */
async function isThere(context: RunContext, name: string): Promise<boolean> {
  try {
    return (await read(context, resources.namespaces, name)) !== undefined;
  } catch (error) {
    if (isKubeError(error, 'forbidden')) {
      return false;
    }
    throw error;
  }
}

function secretRights({ spec }: RunContext): Right[] {
  return databaseLogins(spec).flatMap(login =>
    [...new Set([login.databaseNamespace, login.kasmNamespace])].flatMap(
      namespace => [
        { verb: 'create', resource: resources.secrets, namespace },
        {
          verb: 'get',
          resource: resources.secrets,
          namespace,
          name: login.secret,
        },
        ...(login.onlyWhileInitialising && namespace === login.kasmNamespace
          ? [
              {
                verb: 'delete',
                resource: resources.secrets,
                namespace,
                name: login.secret,
              },
            ]
          : []),
      ],
    ),
  );
}

function verbs(
  list: string[],
  resource: KubeResource,
  namespace: string,
): Right[] {
  return list.map(verb => ({ verb, resource, namespace }));
}

function describeRight({ verb, resource, namespace, name }: Right): string {
  const group = groupOf(resource);
  return `${verb} ${resource.plural}${group && `.${group}`}${
    name ? ` ${name}` : ''
  }${namespace ? ` in ${namespace}` : ''}`;
}
