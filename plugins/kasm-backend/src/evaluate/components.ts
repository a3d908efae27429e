import {
  versionRoles,
  type VersionRoles,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import type { Context } from './Context';

/** Roles in the order of a request's way, as the page lists them. */
export const ROLES = [
  'proxy',
  'api',
  'manager',
  'guac',
  'rdp-gateway',
  'rdp-https-gateway',
  'share',
] as const;

/** Without these there is no Kasm, whatever is switched off. */
const CORE = ['proxy', 'api', 'manager'];

/** The version that runs, as its labels tell; before anything runs, the one that was asked for. */
export function runningVersion({
  deployment,
  sights,
}: Context): string | undefined {
  const workloads = sights.controlPlane.facts?.workloads ?? [];
  const first =
    workloads.find(({ component }) => component === 'api') ?? workloads[0];
  return first
    ? first.appVersion ?? first.version ?? deployment.kasmVersion
    : deployment.kasmVersion;
}

/** What the version that runs is made of; undefined for one that nobody looked at. */
function rolesOf(context: Context): VersionRoles | undefined {
  return versionRoles(runningVersion(context));
}

/**
 * Roles that have to be there: those of the version that its values do not switch off. Installations
 * that the portal did not make may have switched off the gateways, which it cannot see; a version that
 * nobody looked at has whatever carries its labels.
 */
export function expectedRoles(context: Context): readonly string[] {
  const { deployment, sights } = context;
  const table = rolesOf(context);
  if (!table) {
    return [];
  }
  const hidden =
    sights.controlPlane.facts?.statefulSetsSeen === false
      ? table.maybeStatefulSets
      : [];
  const roles = ROLES.filter(
    role => table.roles.includes(role) && !hidden.includes(role),
  );
  if (deployment.delivery === 'external') {
    return roles.filter(role => CORE.includes(role));
  }
  const disabled = sights.release.facts?.disabled ?? [];
  return roles.filter(role => !disabled.includes(table.keys[role]));
}

/** Whether a role cannot start before another one, or the `database`, is there. */
export function dependsOn(context: Context, role: string, on: string): boolean {
  return reaches(waitsForOf(context), role, on, new Set());
}

function reaches(
  waitsFor: VersionRoles['waitsFor'],
  role: string,
  on: string,
  seen: Set<string>,
): boolean {
  if (seen.has(role)) {
    return false;
  }
  seen.add(role);
  const direct = Object.hasOwn(waitsFor, role) ? waitsFor[role] : [];
  return direct.some(next => next === on || reaches(waitsFor, next, on, seen));
}

/** What each role's init containers wait for; of an unknown version what has always been so. */
function waitsForOf(context: Context): VersionRoles['waitsFor'] {
  const { waitsFor } = rolesOf(context) ?? versionRoles('1.18')!;
  return {
    ...waitsFor,
    'db-init': ['database'],
    api: ['database', ...(waitsFor.api ?? [])],
  };
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
