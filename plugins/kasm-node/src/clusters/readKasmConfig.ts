import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import * as z from 'zod';
import { allowsDomain } from './allowLists';
import { clusterSchema } from './clusterSchema';
import { flag, wholeNumber } from './fromText';
import { historySchema } from './historySchema';
import { kasmApiSchema } from './kasmApiSchema';
import type { KasmConfig } from './KasmConfig';
import { notificationsSchema } from './notificationsSchema';

// Other keys of `kasm` belong to other packages, so the section itself is not strict.
const kasmSchema = z
  .looseObject({
    clusters: z.array(clusterSchema, 'must be a list of clusters').default([]),
    deployments: z.array(z.unknown(), 'must be a list of specs').default([]),
    kasmApis: z.array(kasmApiSchema, 'must be a list of keys').default([]),
    notifications: notificationsSchema.prefault({}),
    permissionCacheSeconds: wholeNumber(0, 60).default(0),
    requestsPerMinute: wholeNumber(1, 10_000_000).default(600),
    history: historySchema.prefault({}),
    owners: z.enum(['own', 'any'], 'must be own or any').default('own'),
    allowExec: flag.default(false),
    allowSandboxTokens: flag.default(false),
  })
  .superRefine(({ clusters, kasmApis }, context) => {
    const names = clusters.map(cluster => cluster.name);
    clusters.forEach((cluster, index) => {
      const fail = (path: PropertyKey[], message: string) =>
        context.addIssue({
          code: 'custom',
          path: ['clusters', index, ...path],
          message,
        });
      if (names.indexOf(cluster.name) !== index) {
        fail(['name'], `is ${cluster.name} a second time; rename one of them`);
      }
      cluster.agentClusters.forEach((name, at) => {
        const other = clusters.find(candidate => candidate.name === name);
        if (!other) {
          const known = names.join(', ');
          fail(['agentClusters', at], `must be one of: ${known}`);
        } else if (!other.roles.includes('agents')) {
          fail(
            ['agentClusters', at],
            `names ${name}, which has not the role agents; add the role or remove the name`,
          );
        }
      });
    });
    kasmApis.forEach(({ deployment, host }, index) => {
      const fail = (field: string, message: string) =>
        context.addIssue({
          code: 'custom',
          path: ['kasmApis', index, field],
          message,
        });
      const cluster = clusters.find(
        ({ name }) => name === deployment.split('/')[0],
      );
      if (!cluster) {
        fail('deployment', `must begin with one of: ${names.join(', ')}`);
      } else if (!allowsDomain(cluster, host)) {
        fail('host', `is not below a domain of cluster ${cluster.name}`);
      }
      if (
        kasmApis.findIndex(other => other.deployment === deployment) !== index
      ) {
        fail(
          'deployment',
          `is ${deployment} a second time; remove one of them`,
        );
      }
    });
  });

function pathOf(path: PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : `${text}.${String(part)}`,
    'kasm',
  );
}

function valueAt(value: unknown, path: PropertyKey[]): unknown {
  return path.reduce<any>((inner, part) => inner?.[part], value);
}

function sentences(issue: z.core.$ZodIssue, raw: unknown): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(
      key =>
        `${pathOf([
          ...issue.path,
          key,
        ])} is not known; correct its spelling or remove it.`,
    );
  }
  const path = pathOf(issue.path);
  if (valueAt(raw, issue.path) === undefined && issue.code !== 'custom') {
    return [`${path} is missing; add it.`];
  }
  return [`${path} ${issue.message}.`];
}

/**
 * Reads and checks the `kasm` section. Opens no file.
 *
 * @returns undefined when there is no such section: the plugins are installed but not configured
 * @throws InputError with one sentence for every problem, each naming the path and what to do; never
 * a configured value that could be a secret
 * @public
 */
export function readKasmConfig(
  config: RootConfigService,
): KasmConfig | undefined {
  const raw = config.getOptional('kasm');
  if (raw === undefined) return undefined;
  const result = kasmSchema.safeParse(raw);
  if (!result.success) {
    const problems = result.error.issues.flatMap(issue =>
      sentences(issue, raw),
    );
    throw new InputError(problems.join(' '));
  }
  const {
    clusters,
    deployments,
    kasmApis,
    history,
    notifications,
    requestsPerMinute,
    permissionCacheSeconds,
    owners,
    allowExec,
    allowSandboxTokens,
  } = result.data;
  return {
    clusters,
    deployments,
    kasmApis,
    history,
    notifications,
    requestsPerMinute,
    permissionCacheSeconds,
    owners,
    allowExec,
    allowSandboxTokens,
  };
}
