/**
 * Every finding, in the order of precedence (`operations.md` §4.1): a cause comes before what it
 * leads to. Ids are stable, and the runbook has one anchor for each.
 *
 * @public
 */
export const FINDING_IDS = [
  // L0 visibility
  'cluster-unreachable',
  'source-blind',
  'deployment-absent',
  // L1 platform
  'pod-unschedulable',
  'volume-pending',
  'pod-image-unavailable',
  'pod-rejected',
  'database-operator-missing',
  'issuer-not-ready',
  // L2 database
  'database-stopped',
  'database-failover',
  'database-needs-hands',
  'database-disk',
  'database-down',
  'database-bootstrap-stuck',
  'database-password-unset',
  'database-login-refused',
  'database-connections-exhausted',
  'database-unreachable-from-kasm',
  'database-archiving-failing',
  'database-degraded',
  'database-backup-stale',
  'database-backup-misconfigured',
  'database-not-spread',
  'database-major-end-of-life',
  // L3 release and initialisation
  'release-install-refused',
  'release-blocked',
  'release-unsafe-to-rerun',
  'database-not-initialised',
  // L4 components
  'pod-dependency-missing',
  'component-missing',
  'pod-crash-looping',
  'pod-not-ready',
  'component-start-blocked',
  'versions-differ',
  'proxy-exposed',
  // L5 route and certificate
  'certificate-not-issued',
  'certificate-expiring',
  'certificate-names-differ',
  'certificate-not-reloaded',
  'traefik-down',
  'route-not-served',
  'route-backend-wrong',
  'traefik-timeout-short',
  // L6 endpoint
  'dns-wrong',
  'endpoint-unreachable',
  'endpoint-untrusted',
  'endpoint-failing',
  // L7 agents
  'agents-none',
  'agent-vm-down',
  'agent-vm-blind',
  'agent-unreachable-from-proxy',
  'agent-not-registered',
  'agent-lost',
  'agent-disabled',
  'agent-overrides-implausible',
  'agent-disk-full',
  'agents-full',
  'agent-vm-churn',
  'zone-misaddressed',
  'workspace-image-unavailable',
  'sessions-stuck',
  'licence-exhausted',
  'kasm-api-erratic',
] as const;

/** @public */
export type FindingId = (typeof FINDING_IDS)[number];
