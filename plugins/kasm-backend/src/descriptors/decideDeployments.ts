import { deploymentNames } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type { ClusterConfig } from '@kasm-portal/backstage-plugin-kasm-node';
import { boundsProblem } from './boundsProblem';
import type { Candidate, Refusal } from './Candidate';

/**
 * Which claims are believed. Every claim has to stay within its cluster's bounds, and no two may
 * claim the same name, namespace, database or host: the configuration wins, else the older.
 *
 * @internal
 */
export function decideDeployments(
  candidates: Candidate[],
  clusters: ClusterConfig[],
): { accepted: Candidate[]; refusals: Refusal[] } {
  const accepted: Candidate[] = [];
  const refusals: Refusal[] = [];
  const claimedBy = new Map<string, Candidate>();

  for (const candidate of [...candidates].sort(byPrecedence)) {
    const claims = claimsOf(candidate);
    const taken = claims.find(({ key }) => claimedBy.has(key));
    const problem =
      boundsProblem(candidate, clusters) ??
      (taken &&
        `claims ${taken.what}, which ${
          claimedBy.get(taken.key)?.where
        } has already`);
    if (problem) {
      refusals.push({
        cluster: candidate.cluster,
        where: candidate.where,
        problem,
      });
    } else {
      accepted.push(candidate);
      claims.forEach(({ key }) => claimedBy.set(key, candidate));
    }
  }
  return { accepted, refusals };
}

function byPrecedence(a: Candidate, b: Candidate): number {
  if (a.from !== b.from) {
    return a.from === 'configuration' ? -1 : 1;
  }
  return order(a.createdAt, b.createdAt) || order(a.where, b.where);
}

function order(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

/**
 * The database namespace may be shared, as the platform does; the database in it may not.
 */
function claimsOf(candidate: Candidate): Array<{ key: string; what: string }> {
  const { cluster, descriptor } = candidate;
  const names = deploymentNames(descriptor.spec);
  const database = `${names.databaseNamespace}/${names.databaseCluster}`;
  return [
    { key: `name ${names.ref}`, what: `the name ${names.ref}` },
    {
      key: `namespace ${cluster} ${names.namespace}`,
      what: `the namespace ${names.namespace}`,
    },
    {
      key: `database ${cluster} ${database}`,
      what: `the database ${database}`,
    },
    { key: `host ${names.host}`, what: `the host ${names.host}` },
  ];
}
