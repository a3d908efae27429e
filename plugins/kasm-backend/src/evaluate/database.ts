import type {
  DatabaseInstanceStatus,
  DatabaseStatus,
  Finding,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { DatabaseFacts, PodFacts } from '../observation/Observation';
import type { Context } from './Context';
import { accusing } from './accusing';
import { backupsPart, databaseDetails } from './databaseDetails';

/** CloudNativePG's only phase that means: all is well. */
export const HEALTHY_PHASE = 'Cluster in healthy state';

/** Stopped on purpose: hibernated, or its primary fenced. */
export function stoppedOnPurpose(facts: DatabaseFacts): boolean {
  return (
    facts.hibernated ||
    facts.fenced.includes('*') ||
    (facts.currentPrimary !== undefined &&
      facts.fenced.includes(facts.currentPrimary))
  );
}

/** Whether the database, as last seen, could serve Kasm. */
export function serves(facts: DatabaseFacts | undefined): boolean {
  if (!facts?.present || stoppedOnPurpose(facts) || facts.ready <= 0) {
    return false;
  }
  const primary = primaryOf(facts);
  return facts.pods.length === 0 || primary?.ready === true;
}

/** The pod of the current primary, if there. */
export function primaryOf(facts: DatabaseFacts): PodFacts | undefined {
  return facts.pods.find(({ name }) => name === facts.currentPrimary);
}

/** In a phase that is neither health nor a known failure. */
export function moving(facts: DatabaseFacts): boolean {
  return (
    facts.present &&
    !stoppedOnPurpose(facts) &&
    (facts.phase !== HEALTHY_PHASE || facts.ready < facts.desired)
  );
}

/** The database as the page shows it; undefined when it was never seen. */
export function databasePart(
  context: Context,
  findings: Finding[],
): DatabaseStatus | undefined {
  const { facts } = context.sights.database;
  const { databaseCluster, databaseNamespace } = context.deployment;
  if (!facts) {
    return undefined;
  }
  return {
    name: databaseCluster,
    namespace: databaseNamespace,
    phase: facts.phase,
    ...(facts.phase !== HEALTHY_PHASE && { since: facts.notReadySince }),
    primary: facts.currentPrimary,
    ready: facts.ready,
    desired: facts.desired,
    major: facts.major,
    instances: facts.pods
      .filter(({ component }) => isInstance(component))
      .map(pod => instance(context, facts, pod, findings))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    backups: backupsPart(facts),
    ...databaseDetails(facts),
  };
}

/** Jobs such as initdb and join are pods of the cluster too, but no instances. */
export function isInstance(component: string | undefined): boolean {
  return (
    component === undefined ||
    component === 'primary' ||
    component === 'replica' ||
    component === 'instance'
  );
}

function instance(
  context: Context,
  facts: DatabaseFacts,
  pod: PodFacts,
  findings: Finding[],
): DatabaseInstanceStatus {
  const { name, node, ready, component } = pod;
  const primary = name === facts.currentPrimary;
  return {
    name,
    role: primary || component === 'replica' ? roleOf(primary) : 'unknown',
    ...stateOf(context, facts, name, ready, findings),
    node,
    timeline: facts.timelines?.[name],
    lag: facts.replication?.lag?.[name],
  };
}

function roleOf(primary: boolean): 'primary' | 'replica' {
  return primary ? 'primary' : 'replica';
}

function stateOf(
  context: Context,
  facts: DatabaseFacts,
  name: string,
  ready: boolean,
  findings: Finding[],
): Pick<DatabaseInstanceStatus, 'state' | 'reason'> {
  if (!context.sights.database.visible) {
    return { state: 'unknown' };
  }
  if (facts.hibernated || [name, '*'].some(one => facts.fenced.includes(one))) {
    return { state: 'stopped', reason: 'Stopped on purpose.' };
  }
  if (ready) {
    return { state: 'ok' };
  }
  const finding = accusing(findings, name);
  const down = findings.find(({ id }) =>
    ['database-down', 'database-degraded'].includes(id),
  );
  const state = [finding, down].some(one => one && !one.settling)
    ? 'failing'
    : 'progressing';
  return { state, reason: finding?.title ?? 'Not ready.' };
}
