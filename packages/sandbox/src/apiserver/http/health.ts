/** What each health endpoint looks at. */
const CHECKS: Record<string, string[]> = {
  healthz: ['ping', 'log', 'etcd', 'poststarthook/rbac/bootstrap-roles'],
  livez: ['ping', 'log', 'etcd', 'poststarthook/rbac/bootstrap-roles'],
  readyz: [
    'ping',
    'log',
    'etcd',
    'informer-sync',
    'poststarthook/rbac/bootstrap-roles',
    'shutdown',
  ],
};

/** Every path that tells how the server is. */
export const healthPaths = Object.entries(CHECKS).flatMap(
  ([endpoint, checks]) => [
    `/${endpoint}`,
    ...checks.map(check => `/${endpoint}/${check}`),
  ],
);

/** The text of a health endpoint, or of one of its checks; undefined for other paths. */
export function healthReport(
  path: string,
  query: URLSearchParams,
): string | undefined {
  if (!healthPaths.includes(path)) {
    return undefined;
  }
  const endpoint = path.slice(1);
  const checks = CHECKS[endpoint];
  if (!checks || !query.has('verbose')) {
    return 'ok';
  }
  const left = new Set(query.getAll('exclude'));
  return [
    ...checks.map(check =>
      left.has(check) ? `[+]${check} excluded: ok` : `[+]${check} ok`,
    ),
    `${endpoint} check passed`,
    '',
  ].join('\n');
}
