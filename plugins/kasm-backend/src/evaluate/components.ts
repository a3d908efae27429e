import type { DeploymentFacts } from '../observation/Observation';

/** Roles in the order of a request's way, as the page lists them. */
export const ROLES = [
  'proxy',
  'api',
  'manager',
  'guac',
  'rdp-gateway',
  'rdp-https-gateway',
] as const;

/** What each role's init containers wait for. */
const WAITS_FOR: Record<string, readonly string[]> = {
  'db-init': ['database'],
  api: ['database'],
  manager: ['api'],
  guac: ['api'],
  'rdp-gateway': ['api'],
  'rdp-https-gateway': ['api'],
  proxy: ['api', 'manager', 'guac', 'rdp-gateway', 'rdp-https-gateway'],
};

/**
 * Roles that have to be there. Installations that the portal did not make may have switched off the
 * gateways, which it cannot see.
 */
export function expectedRoles(deployment: DeploymentFacts): readonly string[] {
  return deployment.delivery === 'helmchart' ? ROLES : ROLES.slice(0, 3);
}

/** Whether a role cannot start before another one, or the `database`, is there. */
export function dependsOn(role: string, on: string): boolean {
  const direct = Object.hasOwn(WAITS_FOR, role) ? WAITS_FOR[role] : [];
  return direct.some(next => next === on || dependsOn(next, on));
}

/** What an init container waits for, from its name. */
export function dependencyOf(initContainer: string): string | undefined {
  const known: Array<[RegExp, string]> = [
    [/db|database|postgres/, 'database'],
    [/manager/, 'manager'],
    [/guac/, 'guac'],
    [/rdp-https/, 'rdp-https-gateway'],
    [/rdp/, 'rdp-gateway'],
    [/api/, 'api'],
  ];
  return known.find(([pattern]) => pattern.test(initContainer))?.[1];
}
