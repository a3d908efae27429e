import type {
  ChainLink,
  Finding,
  Health,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { FindingId } from './findings/ids';
import { counting, type Parts } from './health';
import { saysStopped } from './stopped';

/** The way of a browser's request. */
const CHAIN: readonly ChainLink[] = [
  'dns',
  'traefik',
  'proxy',
  'api',
  'database',
  'manager',
  'agents',
];

/** The link at which a finding blocks; pods block at their component's. */
const LINKS: Partial<Record<FindingId, ChainLink>> = {
  'dns-wrong': 'dns',
  'traefik-down': 'traefik',
  'route-not-served': 'traefik',
  'route-backend-wrong': 'traefik',
  'certificate-not-issued': 'traefik',
  'certificate-expiring': 'traefik',
  'certificate-names-differ': 'traefik',
  'certificate-not-reloaded': 'traefik',
  'issuer-not-ready': 'traefik',
  'endpoint-unreachable': 'traefik',
  'endpoint-untrusted': 'traefik',
  'endpoint-failing': 'proxy',
  'deployment-absent': 'proxy',
  'release-install-refused': 'proxy',
  'database-operator-missing': 'database',
  'database-stopped': 'database',
  'database-disk': 'database',
  'database-down': 'database',
  'database-needs-hands': 'database',
  'database-bootstrap-stuck': 'database',
  'database-password-unset': 'database',
  'database-login-refused': 'database',
  'database-unreachable-from-kasm': 'database',
  'database-not-initialised': 'database',
  'database-connections-exhausted': 'database',
  'agents-none': 'agents',
  'workspace-image-unavailable': 'agents',
  'sessions-stuck': 'agents',
  'agents-full': 'agents',
};

const BLOCKING = [
  'pod-unschedulable',
  'volume-pending',
  'pod-image-unavailable',
  'pod-rejected',
  'pod-dependency-missing',
  'component-missing',
  'pod-crash-looping',
  'pod-not-ready',
  'component-start-blocked',
];

/** The first link that a request does not get past, and the finding that says why. */
export function blocked(
  findings: Finding[],
  parts: Parts,
): { link: ChainLink; finding: Finding } | undefined {
  const blocks = counting(findings).flatMap(finding => {
    const link = linkOf(finding, parts);
    return link ? [{ link, finding }] : [];
  });
  return blocks.sort(
    (a, b) => CHAIN.indexOf(a.link) - CHAIN.indexOf(b.link),
  )[0];
}

function linkOf(finding: Finding, parts: Parts): ChainLink | undefined {
  const { id, severity, subject } = finding;
  if (id.startsWith('agent-')) {
    return parts.agents?.ready === 0 && severity !== 'info'
      ? 'agents'
      : undefined;
  }
  if (!saysStopped(finding) && ['info', 'warning'].includes(severity)) {
    return undefined;
  }
  if (BLOCKING.includes(id)) {
    const link = CHAIN.find(one => one === subject);
    const serves = parts.controlPlane?.components.some(
      ({ role, ready }) => role === subject && ready > 0,
    );
    return serves ? undefined : link ?? (subject ? undefined : 'proxy');
  }
  return LINKS[id as FindingId];
}

/** Since when it is so, as the objects tell, and where it is blocked. */
export function headlineOf(
  health: Health,
  findings: Finding[],
  parts: Parts,
): StatusDocument['headline'] {
  const deciding = counting(findings).filter(finding => {
    const { severity, settling } = finding;
    if (health === 'down') {
      return (severity === 'critical' && !settling) || saysStopped(finding);
    }
    if (health === 'degraded') {
      return severity === 'error' && !settling;
    }
    return health === 'progressing' && settling;
  });
  const since = deciding
    .flatMap(finding => finding.since ?? [])
    .sort()
    .shift();
  const blockedAt = blocked(findings, parts)?.link;
  return { ...(since && { since }), ...(blockedAt && { blockedAt }) };
}
