import type { NotificationSeverity } from '@backstage/plugin-notifications-common';
import type {
  Finding,
  Health,
  Severity,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { counting } from '../evaluate/health';
import { saysStopped } from '../evaluate/stopped';
import { keyOf } from '../evaluate/findings/rule';

/** Most severe first, as Backstage orders them. */
export const SEVERITIES: NotificationSeverity[] = [
  'critical',
  'high',
  'normal',
  'low',
];

const OF_FINDING: Record<Severity, NotificationSeverity> = {
  critical: 'critical',
  error: 'high',
  warning: 'normal',
  info: 'low',
};

const OF_HEALTH: Partial<Record<Health, NotificationSeverity>> = {
  down: 'critical',
  degraded: 'high',
  // Nobody knows that anything is wrong; nobody would know if it were.
  unknown: 'high',
};

/** What there is to tell an owner about a deployment. */
export interface Verdict {
  health: Health;
  /** Undefined when all is well, or not bad enough to be told. */
  severity?: NotificationSeverity;
  /** Keys of the findings that are bad enough, sorted. */
  keys: string[];
  summary: string;
}

/**
 * What an owner would be told now; undefined while there is nothing to say: a deployment that is being
 * made, was retired, was stopped on purpose, or is on its way, about which the next judgement knows more.
 */
export function verdictOf(
  status: StatusDocument,
  least: NotificationSeverity,
): Verdict | undefined {
  const { health, summary, deployment } = status;
  const findings = counting(status.findings);
  if (
    deployment.state !== 'active' ||
    health === 'progressing' ||
    findings.some(saysStopped)
  ) {
    return undefined;
  }
  const tellable = findings.filter(
    finding => !finding.settling && atLeast(severityOf(finding), least),
  );
  const worst = [OF_HEALTH[health], ...tellable.map(severityOf)].reduce(worse);
  return {
    health,
    ...(worst && atLeast(worst, least) && { severity: worst }),
    keys: tellable.map(keyOf).sort(),
    // Of a deployment that works, the summary says that it works.
    summary: (health === 'healthy' && tellable[0]?.title) || summary,
  };
}

/** Whether the first is as severe as the second, or more. */
export function atLeast(
  severity: NotificationSeverity,
  least: NotificationSeverity,
): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
}

function severityOf({ severity }: Finding): NotificationSeverity {
  return OF_FINDING[severity];
}

function worse(
  a: NotificationSeverity | undefined,
  b: NotificationSeverity | undefined,
): NotificationSeverity | undefined {
  if (!a || !b) {
    return a ?? b;
  }
  return atLeast(a, b) ? a : b;
}
