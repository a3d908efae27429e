/**
 * The checks of “Verification”, in the order in which people go through them: first those of the
 * platform's own checklist, then what the portal adds.
 *
 * @public
 */
export const CHECK_IDS = [
  'pods-running',
  'database-healthy',
  'certificate-ready',
  'endpoint-answers',
  'admin-secret-present',
  'release-deployed',
  'release-safe',
  'components-complete',
  'api-healthy',
  'proxy-answers',
  'database-initialised',
  'database-redundant',
  'backup-recent',
  'archiving-works',
  'backup-restored-once',
  'secrets-match',
  'postgres-supported',
  'dns-matches',
  'tls-valid',
  'certificate-loaded',
  'route-served',
  'timeouts-enough',
  'not-exposed-twice',
  'agents-checking-in',
  'agents-match-vms',
  'capacity-left',
  'images-available',
  'zone-configured',
  'versions-in-step',
  'session-works',
] as const;

/** @public */
export type CheckId = (typeof CHECK_IDS)[number];

/**
 * The platform's own checklist: a deployment that was just created must pass these.
 *
 * @public
 */
export const PLATFORM_CHECK_IDS: readonly CheckId[] = CHECK_IDS.slice(0, 5);
