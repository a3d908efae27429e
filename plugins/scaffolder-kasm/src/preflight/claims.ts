import { isDeepStrictEqual } from 'node:util';
import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import {
  deploymentNames,
  kasmDeploymentSpec,
  parseDescriptor,
  type DeploymentDescriptor,
  type KasmDeploymentSpec,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { RunContext } from '../run/RunContext';

/** A descriptor ConfigMap, read. */
export type Parsed = { name: string } & (
  | { descriptor: DeploymentDescriptor }
  | { problem: string }
);

/** Every descriptor of the cluster, from the system namespace and nowhere else. */
export async function readDescriptors(
  context: Pick<RunContext, 'client' | 'cluster' | 'signal'>,
): Promise<Parsed[]> {
  const { items } = await context.client.list<
    KubeObject & { data?: Record<string, string> }
  >(resources.configMaps, {
    namespace: context.cluster.systemNamespace,
    labelSelector: DEPLOYMENT_LABEL,
    signal: context.signal,
  });
  return items.map(readDescriptor);
}

/** Reads one descriptor. */
export function readDescriptor({
  metadata,
  data,
}: KubeObject & { data?: Record<string, string> }): Parsed {
  return { name: metadata.name, ...parseDescriptor(data) };
}

/** The descriptor that an earlier run left, and why this run may not go on from it. */
export function ownDescriptor(
  { spec, names, adopting }: Pick<RunContext, 'spec' | 'names' | 'adopting'>,
  descriptors: Parsed[],
): {
  descriptor?: DeploymentDescriptor;
  problems: string[];
  /** It was retired, and this spec leads to the database that was kept. */
  reattach?: boolean;
} {
  const found = descriptors.find(({ name }) => name === names.descriptor);
  if (!found) {
    return { problems: [] };
  }
  if ('problem' in found) {
    return {
      problems: [
        `its descriptor ${names.descriptor} cannot be read (${found.problem})`,
      ],
    };
  }
  const { descriptor } = found;
  if (descriptor.state === 'retired') {
    const problems = reattachProblems(spec, descriptor.spec);
    return { descriptor, problems, reattach: problems.length === 0 };
  }
  const taken =
    adopting &&
    descriptor.delivery === 'external' &&
    descriptor.spec.owner === spec.owner;
  const same = taken || isDeepStrictEqual(plain(descriptor.spec), plain(spec));
  return {
    descriptor,
    problems: same
      ? stateProblems(descriptor, adopting)
      : otherValues(spec, descriptor),
  };
}

function stateProblems(
  { delivery, spec }: DeploymentDescriptor,
  adopting?: boolean,
): string[] {
  return delivery === 'external' && !adopting
    ? [`${spec.name} was not made by the portal, which only watches it`]
    : [];
}

/**
 * Why a deployment that was retired cannot come back with this spec: it must lead to the database and
 * to the tokens that were kept. The rest may be chosen anew.
 */
function reattachProblems(
  spec: KasmDeploymentSpec,
  before: KasmDeploymentSpec,
): string[] {
  if (before.owner !== spec.owner) {
    return [
      `the name ${spec.name} is kept for a retired deployment of ${before.owner}`,
    ];
  }
  const [now, then] = [identity(spec), identity(before)];
  const differing = Object.keys(now).filter(key => now[key] !== then[key]);
  return differing.length === 0
    ? []
    : [
        `${
          spec.name
        } was retired and its database kept, which these values do not lead to (${differing
          .map(key => `${key} is ${now[key]} and was ${then[key]}`)
          .join(', ')})`,
      ];
}

function identity(spec: KasmDeploymentSpec): Record<string, string> {
  const names = deploymentNames(spec);
  return {
    release: names.release,
    namespace: names.namespace,
    database: `${names.databaseNamespace}/${names.databaseCluster}`,
    kasmVersion: spec.kasmVersion,
  };
}

function otherValues(
  spec: KasmDeploymentSpec,
  { spec: before, state }: DeploymentDescriptor,
): string[] {
  if (before.owner !== spec.owner) {
    return [
      `the name ${spec.name} is taken by a deployment of ${before.owner}`,
    ];
  }
  const differing = Object.entries(plain(spec) as object)
    .filter(
      ([field, value]) =>
        !isDeepStrictEqual(value, (plain(before) as any)[field]),
    )
    .map(([field]) => field);
  return [
    `${spec.name} exists (${state}) with other values (${
      differing.join(', ') || 'some were removed'
    })`,
  ];
}

/** What other deployments already have. */
export function claimProblems(
  { spec, names, cluster }: Pick<RunContext, 'spec' | 'names' | 'cluster'>,
  descriptors: Parsed[],
  configured: unknown[],
): string[] {
  const others = [
    ...descriptors.flatMap(parsed =>
      'descriptor' in parsed ? [parsed.descriptor.spec] : [],
    ),
    ...configured.flatMap(entry => {
      const parsed = kasmDeploymentSpec.safeParse(entry);
      return parsed.success ? [parsed.data] : [];
    }),
  ].filter(other => other.cluster === cluster.name && other.name !== spec.name);
  return others.flatMap(other => {
    const taken = deploymentNames(other);
    const database = `${names.databaseNamespace}/${names.databaseCluster}`;
    return [
      ...(taken.namespace === names.namespace
        ? [`namespace ${names.namespace} is taken by deployment ${other.name}`]
        : []),
      ...(taken.release === names.release
        ? [`release ${names.release} is taken by deployment ${other.name}`]
        : []),
      ...(taken.host === names.host && taken.release !== names.release
        ? [`host ${names.host} is taken by deployment ${other.name}`]
        : []),
      ...(`${taken.databaseNamespace}/${taken.databaseCluster}` === database
        ? [`database ${database} is taken by deployment ${other.name}`]
        : []),
    ];
  });
}

/** Without keys that are there but undefined. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
