import type {
  Finding,
  Health,
  Severity,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { ESSENTIAL, type Context } from './Context';
import { moving } from './database';
import { saysStopped } from './stopped';

/** What health is judged from. */
export type Parts = Pick<
  StatusDocument,
  'controlPlane' | 'database' | 'ingress' | 'agents'
>;

/** The findings that count: those that nothing else explains. */
export function counting(findings: Finding[]): Finding[] {
  return findings.filter(({ explainedBy }) => explainedBy === undefined);
}

const MILD: readonly Severity[] = ['info', 'warning'];

/** `operations.md` §3: what we could not see is unknown, never healthy. */
export function healthOf(
  context: Context,
  findings: Finding[],
  parts: Parts,
): Health {
  const { sights, deployment, creating } = context;
  if (deployment.state === 'retired') {
    return 'unknown';
  }
  if (!sights.controlPlane.visible && !sights.endpoint.visible) {
    return 'unknown';
  }
  const counted = counting(findings);
  const certain = counted.filter(({ settling }) => !settling);
  if (
    certain.some(({ severity }) => severity === 'critical') ||
    // Stopped on purpose is no failure, but nobody can work.
    counted.some(saysStopped)
  ) {
    return 'down';
  }
  if (certain.some(({ severity }) => severity === 'error')) {
    return 'degraded';
  }
  if (
    creating ||
    // An agent's warning would not count if it stayed, so it does not while it may pass.
    counted.some(
      ({ id, settling, severity }) =>
        settling && !(MILD.includes(severity) && id.startsWith('agent-')),
    ) ||
    somethingMoves(context, findings, parts)
  ) {
    return 'progressing';
  }
  return ESSENTIAL.every(source => sights[source].visible)
    ? 'healthy'
    : 'unknown';
}

/** Whether a part is on its way to what was asked for. */
function somethingMoves(
  context: Context,
  findings: Finding[],
  parts: Parts,
): boolean {
  const { database, agentVms } = context.sights;
  const components = parts.controlPlane?.components ?? [];
  const agents = parts.agents?.items ?? [];
  return (
    components.some(({ state }) => state === 'progressing') ||
    (database.visible &&
      database.facts !== undefined &&
      moving(database.facts) &&
      // A database that stays short of an instance is a finding by then.
      !findings.some(
        ({ id, settling }) => id === 'database-degraded' && !settling,
      )) ||
    // Agents come and go; it matters while there is none.
    (agentVms.visible &&
      agents.some(({ state }) => state === 'progressing') &&
      !agents.some(({ state }) => state === 'ok'))
  );
}
