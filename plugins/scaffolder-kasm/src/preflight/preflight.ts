import type { Facts, RunContext } from '../run/RunContext';
import { addresses } from './checks/addresses';
import { agents } from './checks/agents';
import { apiReachable } from './checks/apiReachable';
import { backups } from './checks/backups';
import { certificates } from './checks/certificates';
import { databaseOperator } from './checks/databaseOperator';
import { existingObjects } from './checks/existingObjects';
import { foreignRelease } from './checks/foreignRelease';
import { gateway } from './checks/gateway';
import { helmController } from './checks/helmController';
import { names } from './checks/names';
import { networkPolicies } from './checks/networkPolicies';
import { nodes } from './checks/nodes';
import { podSecurity } from './checks/podSecurity';
import { quota } from './checks/quota';
import { secrets } from './checks/secrets';
import { storage } from './checks/storage';
import { traefik } from './checks/traefik';
import { traefikConfig } from './checks/traefikConfig';
import { trustedCAs } from './checks/trustedCAs';
import { versions } from './checks/versions';
import { writerRights } from './checks/writerRights';
import type { CheckGroup, Looking } from './CheckGroup';
import { Looks } from './Looks';
import type { PreflightCheck } from './PreflightCheck';

/** What was found before anything is written. */
export interface PreflightReport {
  /** In the order to read them. */
  checks: PreflightCheck[];
  /** Only to be relied on when no check failed. */
  facts: Facts;
}

/** In the order in which people read what came of them. */
const GROUPS: CheckGroup[] = [
  writerRights,
  names,
  foreignRelease,
  existingObjects,
  versions,
  databaseOperator,
  backups,
  storage,
  nodes,
  certificates,
  helmController,
  traefik,
  traefikConfig,
  gateway,
  trustedCAs,
  addresses,
  podSecurity,
  quota,
  networkPolicies,
  secrets,
  agents,
];

/** What is taken to be so where nothing else was found. */
const UNKNOWN: Facts = {
  helm: { failurePolicy: 'abort', forceConflicts: false },
  initialised: false,
};

/**
 * Looks, before anything is written, whether everything is there that a run will need. Every check is
 * made and reported, whatever the others come to; nothing is changed. Rejects only when the run is
 * cancelled.
 */
export async function preflight(
  run: RunContext,
  configured: readonly unknown[],
): Promise<PreflightReport> {
  const alive = await apiReachable(run);
  if (alive.status !== 'pass') {
    const { checks } = await versions(lookingAt(run, configured));
    return { checks: [alive, ...checks], facts: UNKNOWN };
  }
  const looking = lookingAt(run, configured);
  const found = await Promise.all(GROUPS.map(group => group(looking)));
  run.signal.throwIfAborted();
  return {
    checks: [alive, ...found.flatMap(({ checks }) => checks)],
    facts: found.reduce<Facts>(
      (facts, { facts: more }) => ({ ...facts, ...more }),
      UNKNOWN,
    ),
  };
}

function lookingAt(run: RunContext, configured: readonly unknown[]): Looking {
  const uncertain = new Set([
    run.cluster.systemNamespace,
    run.names.namespace,
    run.names.databaseNamespace,
  ]);
  return {
    run,
    configured,
    looks: new Looks(run.client, run.signal, uncertain),
  };
}
