import {
  groupOf,
  resources,
  type KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
import {
  databaseLogins,
  firstBackup,
  type Manifest,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { workloadsOf } from '../run/components';
import { resourceOf } from '../run/resourceOf';
import { helmChartConfigs } from '../run/helmChartConfigs';
import type { RunContext } from '../run/RunContext';
import { plannedObjects } from './checks/existingObjects';
import type { Right } from './Right';

export type { Right } from './Right';

const projects: KubeResource = {
  apiVersion: 'management.cattle.io/v3',
  plural: 'projects',
  kind: 'Project',
  namespaced: true,
};

/** What is known of the cluster before rights are asked for. */
export interface Surroundings {
  /** Namespaces that are not there, or that may not be looked at: they have to be made. */
  missing: readonly string[];
  /** NetworkPolicies are written whatever the spec says. */
  networkPolicies: boolean;
}

type Known = Pick<RunContext, 'spec' | 'names' | 'cluster' | 'rollsBack'>;

/** Every right that a run will use, each once. */
export function neededRights(
  context: Known,
  { missing, networkPolicies }: Surroundings,
): Right[] {
  const { spec, names, cluster } = context;
  const sys = cluster.systemNamespace;
  const { namespace, databaseNamespace } = names;
  const first = firstBackup(spec);
  return unique([
    ...namespaceRights(context, missing),
    // server-side apply of a new object needs both create and patch
    ...verbs(['get', 'create', 'patch', 'list'], resources.configMaps, sys),
    ...plannedObjects({
      ...context,
      spec: {
        ...spec,
        networkPolicies: networkPolicies || spec.networkPolicies,
      },
    }).flatMap(({ manifest }) => objectRights(context, manifest)),
    ...(first ? objectRights(context, first) : []),
    // what failed in an earlier run is removed, so that it runs again
    ...['get', 'delete'].map(verb => ({
      verb,
      resource: resources.jobs,
      namespace: sys,
      name: `helm-install-${names.release}`,
    })),
    ...verbs(['list'], resources.pods, sys),
    ...secretRights(context),
    ...externalRemovals(context),
    ...(context.rollsBack ? verbs(['delete'], resources.configMaps, sys) : []),
    ...workloadsOf(spec.kasmVersion).flatMap(resource =>
      verbs(['list'], resource, namespace),
    ),
    ...verbs(['list'], resources.pods, namespace),
    ...verbs(['get', 'delete'], resources.jobs, namespace),
    ...verbs(['list'], resources.pods, databaseNamespace),
    ...(spec.ingress.manageTraefikTimeouts
      ? ['get', 'create', 'patch'].map(verb => ({
          verb,
          resource: helmChartConfigs,
          namespace: cluster.ingress.namespace,
          name: cluster.ingress.workload,
        }))
      : []),
  ]);
}

/** Others may share the database's namespace, so what is changed there may be granted by name. */
function objectRights(
  { names, rollsBack }: Known,
  manifest: {
    apiVersion: string;
    kind: string;
    metadata: { name: string; namespace?: string };
  },
): Right[] {
  const resource = resourceOf(manifest);
  const { name, namespace } = manifest.metadata;
  const byName =
    namespace === names.databaseNamespace && namespace !== names.namespace;
  return [
    ...verbs(['get', 'create'], resource, namespace),
    ...['patch', ...(rollsBack ? ['delete'] : [])].map(verb => ({
      verb,
      resource,
      namespace,
      ...(byName && { name }),
    })),
  ];
}

/** What fills the superuser's Secret goes with it, once the database is initialised. */
function externalRemovals(context: Known): Right[] {
  const nameIn = ({ kind, metadata }: Manifest) =>
    `${kind}/${metadata.namespace}/${metadata.name}`;
  const external = (initialize: boolean) =>
    plannedObjects(context, { initialize })
      .filter(({ part }) => part === 'externalSecrets')
      .map(({ manifest }) => manifest);
  const kept = new Set(external(false).map(nameIn));
  return external(true)
    .filter(manifest => !kept.has(nameIn(manifest)))
    .map(manifest => ({
      verb: 'delete',
      resource: resourceOf(manifest),
      namespace: manifest.metadata.namespace,
      name: manifest.metadata.name,
    }));
}

/** Only namespaces that are not there have to be made. */
function namespaceRights(
  { names, cluster }: Known,
  missing: readonly string[],
): Right[] {
  const needed = [
    cluster.systemNamespace,
    names.namespace,
    names.databaseNamespace,
  ];
  return [
    ...needed.map(name => ({
      verb: 'get',
      resource: resources.namespaces,
      name,
    })),
    ...(missing.length > 0
      ? [
          { verb: 'create', resource: resources.namespaces },
          // Rancher's webhook asks for it when a namespace has labels of pod security
          ...(cluster.rancher
            ? [{ verb: 'updatepsa', resource: projects }]
            : []),
        ]
      : []),
  ];
}

function secretRights({ spec, rollsBack }: Known): Right[] {
  const { mode } = spec.secrets;
  return databaseLogins(spec).flatMap(login =>
    [...new Set([login.databaseNamespace, login.kasmNamespace])].flatMap(
      namespace => {
        const right = (verb: string) => ({
          verb,
          resource: resources.secrets,
          namespace,
          name: login.secret,
        });
        const copy = namespace === login.kasmNamespace;
        const made =
          mode === 'generate' ||
          (mode === 'existing' &&
            copy &&
            namespace !== login.databaseNamespace);
        return [
          ...(made
            ? [{ verb: 'create', resource: resources.secrets, namespace }]
            : []),
          right('get'),
          ...((login.onlyWhileInitialising && copy) || (made && rollsBack)
            ? [right('delete')]
            : []),
        ];
      },
    ),
  );
}

function verbs(
  list: string[],
  resource: KubeResource,
  namespace?: string,
): Right[] {
  return list.map(verb => ({
    verb,
    resource,
    ...(namespace && { namespace }),
  }));
}

function unique(rights: Right[]): Right[] {
  const seen = new Map(
    rights.map(right => [
      [
        right.verb,
        groupOf(right.resource),
        right.resource.plural,
        right.namespace,
        right.name,
      ].join('/'),
      right,
    ]),
  );
  return [...seen.values()];
}
