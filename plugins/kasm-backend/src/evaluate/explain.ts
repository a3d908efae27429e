import type {
  Finding,
  Severity,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { agentRows } from './agents/rows';
import { lostByVersion, silences } from './agents/whySilent';
import { dependsOn } from './components';
import type { Context } from './Context';
import type { FindingId } from './findings/ids';
import { keyOf } from './findings/rule';
import { missingFor } from './findings/pod-dependency-missing';
import { stuckSessions } from './findings/sessions-stuck';
import { podsOf, rollingOut } from './pods';
import { saysStopped } from './stopped';

/** Whether one finding's effect is another: the column “explains” of `operations.md` §4. */
type Explains = (effect: Finding, cause: Finding, context: Context) => boolean;

const SEVERITIES: readonly Severity[] = [
  'info',
  'warning',
  'error',
  'critical',
];

const ENDPOINT = [
  'endpoint-unreachable',
  'endpoint-untrusted',
  'endpoint-failing',
];
const NOT_WORKING = ['pod-crash-looping', 'pod-not-ready'];

function ids(...effects: FindingId[]): Explains {
  return effect => effects.some(id => id === effect.id);
}

function any(...rules: Explains[]): Explains {
  return (effect, cause, context) =>
    rules.some(one => one(effect, cause, context));
}

/** What cannot start or work without the database, and what people notice of that. */
const withoutDatabase: Explains = (effect, _cause, context) =>
  effect.id === 'component-start-blocked' ||
  effect.id === 'endpoint-failing' ||
  (NOT_WORKING.includes(effect.id) &&
    effect.subject !== undefined &&
    dependsOn(context, effect.subject, 'database'));

/** What waits for a component that does not work. */
const withoutComponent: Explains = (effect, cause, context) => {
  const { subject } = cause;
  if (subject === undefined || cause.severity === 'warning') {
    return false;
  }
  return (
    (effect.subject !== undefined &&
      dependsOn(context, effect.subject, subject) &&
      (effect.id === 'component-start-blocked' ||
        effect.id === 'pod-not-ready')) ||
    (['proxy', 'api'].includes(subject) && effect.id === 'endpoint-failing')
  );
};

/** Why a pod of this component does not work either, seen from its container. */
const sameSubject =
  (...effects: FindingId[]): Explains =>
  (effect, cause) =>
    effect.subject === cause.subject && effects.some(id => id === effect.id);

/** A database pod that cannot start. */
const databasePod: Explains = (effect, cause, context) =>
  podsOf(context, 'database').some(
    ({ subject }) => subject === cause.subject,
  ) &&
  ['database-bootstrap-stuck', 'database-degraded', 'database-down'].includes(
    effect.id,
  );

/** Troubles of the database's own pods. */
function ofDatabasePods(...effects: FindingId[]): Explains {
  return (effect, _cause, context) =>
    effects.some(id => id === effect.id) &&
    podsOf(context, 'database').some(
      ({ subject }) => subject === effect.subject,
    );
}

const podCannotStart = any(
  withoutComponent,
  databasePod,
  sameSubject('component-start-blocked', 'pod-not-ready'),
);

/** The scheduler waits for a disk that is to be there before it places the pod. */
const UNBOUND = /unbound immediate PersistentVolumeClaims/;

/** Whether a volume and a pod belong together: CloudNativePG names claims after their instances. */
function sameInstance(volume: Finding, pod: Finding): boolean {
  return (
    volume.subject !== undefined &&
    pod.subject !== undefined &&
    (volume.subject === pod.subject ||
      volume.subject.startsWith(`${pod.subject}-`))
  );
}

/** A disk that waits for its pod to be placed; unless the pod says that it is the other way round. */
const volumeOfPod: Explains = (effect, cause) =>
  effect.id === 'volume-pending' &&
  sameInstance(effect, cause) &&
  !cause.evidence.some(line => UNBOUND.test(line));

const podOfVolume: Explains = (effect, cause) =>
  effect.id === 'pod-unschedulable' &&
  sameInstance(cause, effect) &&
  effect.evidence.some(line => UNBOUND.test(line));

/** What a database lacks whose instance has no disk, even when the instance was never made. */
const databaseVolume: Explains = (effect, { subject }, context) =>
  context.sights.database.facts?.claims?.some(
    ({ name }) => name === subject,
  ) === true &&
  ['database-bootstrap-stuck', 'database-degraded', 'database-down'].includes(
    effect.id,
  );

/** Pods that lack the Secret of the certificate. */
const withoutCertificate: Explains = (effect, _cause, context) =>
  effect.id === 'pod-dependency-missing' &&
  podsOf(context, 'controlPlane').some(
    placed =>
      placed.subject === effect.subject &&
      missingFor(context, 'controlPlane', placed) ===
        context.deployment.tlsSecret,
  );

/** What is meant to be so does not excuse that nobody can work. */
const noRoomLeft: Explains = (effect, cause) =>
  effect.id === 'agents-full' && cause.severity !== 'info';

/** Kasm's API is behind the same route, components and database as all of Kasm. */
const kasmUnheard: Explains = (effect, _cause, { sights }) =>
  effect.id === 'kasm-api-erratic' ||
  (effect.id === 'source-blind' &&
    effect.subject === 'kasmApi' &&
    ['unreachable', 'stale'].includes(sights.kasmApi.state));

/** Sessions that do not start because they are on that agent, all of them. */
const stuckThere: Explains = (effect, cause, context) => {
  const agent = agentRows(context).find(
    ({ name }) => name === cause.subject,
  )?.agent;
  return (
    effect.id === 'sessions-stuck' &&
    agent !== undefined &&
    stuckSessions({ ...context, ages: context.agesOf('kasmApi') }).every(
      ({ agentId }) => agentId === agent.id,
    )
  );
};

const EXPLAINS: Partial<Record<FindingId, Explains>> = {
  'cluster-unreachable': (effect, cause, context) =>
    belongsTo(effect, cause.subject, context),
  'deployment-absent': effect =>
    effect.id === 'component-missing' ||
    effect.id === 'dns-wrong' ||
    ENDPOINT.includes(effect.id),
  'pod-unschedulable': any(podCannotStart, volumeOfPod),
  'volume-pending': any(podCannotStart, databaseVolume, podOfVolume),
  'pod-image-unavailable': podCannotStart,
  'pod-rejected': any(podCannotStart, sameSubject('component-missing')),
  'database-operator-missing': ids(
    'database-bootstrap-stuck',
    'database-degraded',
    'database-down',
    'database-failover',
    'database-needs-hands',
    'database-password-unset',
    // It is the operator that takes backups by schedule.
    'database-backup-stale',
  ),
  'issuer-not-ready': ids('certificate-not-issued', 'certificate-expiring'),
  // A database that is only left alone serves.
  'database-stopped': (effect, cause, context) =>
    saysStopped(cause) &&
    (withoutDatabase(effect, cause, context) ||
      ['database-degraded', 'database-down', 'database-failover'].includes(
        effect.id,
      )),
  // A switchover takes the primary away for a moment; later its absence is a matter of its own.
  'database-failover': any(ids('database-degraded'), (effect, cause, context) =>
    cause.severity === 'info' && canMove(context)
      ? effect.id === 'database-down' || withoutDatabase(effect, cause, context)
      : false,
  ),
  'database-needs-hands': ids(
    'database-degraded',
    'database-bootstrap-stuck',
    'database-archiving-failing',
  ),
  'database-disk': any(
    withoutDatabase,
    ids('database-down', 'database-degraded'),
    ofDatabasePods('pod-crash-looping', 'pod-not-ready'),
  ),
  'database-down': any(
    withoutDatabase,
    ids('database-degraded'),
    // Where no instance is ready there is nothing to move the primary to.
    (effect, _cause, context) =>
      effect.id === 'database-failover' && !canMove(context),
  ),
  'database-bootstrap-stuck': any(withoutDatabase, ids(...endpointIds())),
  'database-password-unset': any(
    withoutDatabase,
    ids('database-login-refused'),
  ),
  'database-login-refused': any(
    withoutDatabase,
    ids('database-not-initialised'),
  ),
  'database-connections-exhausted': any(
    withoutDatabase,
    effect => effect.id === 'kasm-api-erratic',
  ),
  'database-unreachable-from-kasm': withoutDatabase,
  'database-not-initialised': withoutDatabase,
  'database-archiving-failing': ids('database-backup-stale'),
  'release-install-refused': ids('component-missing', 'deployment-absent'),
  'release-blocked': ids('component-missing', 'versions-differ'),
  'pod-dependency-missing': podCannotStart,
  'component-missing': withoutComponent,
  'pod-crash-looping': any(withoutComponent, sameSubject('pod-not-ready')),
  'pod-not-ready': withoutComponent,
  // Only the first link of the chain that waits is shown.
  'component-start-blocked': withoutComponent,
  'certificate-not-issued': any(withoutCertificate, ids('endpoint-untrusted')),
  'certificate-expiring': ids('endpoint-untrusted'),
  'certificate-names-differ': ids('endpoint-untrusted'),
  // Traefik answers 500 when it does not trust what is behind it.
  'certificate-not-reloaded': (effect, _cause, context) =>
    effect.id === 'route-backend-wrong' &&
    context.sights.endpoint.facts?.rootStatus === 500,
  'route-not-served': ids('endpoint-failing', 'endpoint-untrusted'),
  'route-backend-wrong': ids('endpoint-failing'),
  'traefik-down': ids('endpoint-unreachable', 'endpoint-failing'),
  'dns-wrong': ids('endpoint-unreachable'),
  'endpoint-unreachable': kasmUnheard,
  'endpoint-untrusted': kasmUnheard,
  'endpoint-failing': kasmUnheard,
  'versions-differ': any(ids('agent-not-registered'), lostByVersion),
  'agents-none': any(noRoomLeft, ids('agent-lost')),
  'agent-vm-down': any(
    noRoomLeft,
    sameSubject('agent-vm-blind', 'agent-not-registered', 'agent-lost'),
  ),
  'agent-unreachable-from-proxy': any(
    stuckThere,
    sameSubject('agent-not-registered'),
  ),
  'agent-not-registered': any(noRoomLeft, ids('agents-none')),
  'agent-lost': any(noRoomLeft, stuckThere),
  'agent-disabled': any(noRoomLeft, ids('agents-none')),
  'agent-overrides-implausible': noRoomLeft,
  'agent-disk-full': any(
    sameSubject('agent-lost'),
    ids('workspace-image-unavailable'),
  ),
  'agents-full': ids('sessions-stuck'),
  'agent-vm-churn': ids('agent-not-registered'),
  'zone-misaddressed': ids('agent-not-registered', 'sessions-stuck'),
  'workspace-image-unavailable': ids('sessions-stuck'),
};

/** Whether there is an instance that could become the primary. */
function canMove({ sights }: Context): boolean {
  return (sights.database.facts?.ready ?? 0) > 0;
}

function endpointIds(): FindingId[] {
  return ['endpoint-failing', 'endpoint-unreachable'];
}

/** What Kasm's API tells goes on being told while a cluster's cannot be reached. */
const TOLD_BY_KASM =
  /^(agent-(not-registered|lost|disabled|overrides-|disk-)|agents-full|sessions-|zone-|workspace-|licence-|kasm-api-)/;

/** Findings of a cluster that cannot be reached are as they were: frozen, and explained by that. */
function belongsTo(
  effect: Finding,
  cluster: string | undefined,
  { deployment }: Context,
): boolean {
  if (
    /^(cluster-|source-|dns-|endpoint-)/.test(effect.id) ||
    TOLD_BY_KASM.test(effect.id)
  ) {
    return false;
  }
  const agents = /^agents?-/.test(effect.id);
  return cluster === (agents ? deployment.agentCluster : deployment.cluster);
}

/**
 * Marks what is explained by something else, with the root of it all as the explanation, and makes
 * each root as severe as the worst that it leads to: what is folded away still counts.
 *
 * @param findings - In order of precedence; the first that explains wins.
 */
export function explain(findings: Finding[], context: Context): Finding[] {
  const causes = new Map<Finding, Finding>();
  for (const effect of findings) {
    const cause = findings.find(one => causeOf(one, effect, context));
    if (cause) {
      causes.set(effect, cause);
    }
  }
  const roots = new Map(
    findings.map(finding => [finding, rootOf(finding, causes)]),
  );
  return findings.map(finding => {
    const root = roots.get(finding)!;
    if (root !== finding) {
      return { ...finding, explainedBy: keyOf(root) };
    }
    const worst = findings
      .filter(one => roots.get(one) === finding && !one.settling)
      .map(({ severity }) => severity)
      .concat(finding.severity)
      .sort((a, b) => SEVERITIES.indexOf(b) - SEVERITIES.indexOf(a))[0];
    // What is meant to be so, or is on its way, does not become a failure by what follows from it.
    return finding.severity === 'info' || finding.settling
      ? finding
      : { ...finding, severity: worst };
  });
}

function causeOf(cause: Finding, effect: Finding, context: Context): boolean {
  if (cause === effect) {
    return false;
  }
  const explains = EXPLAINS[cause.id as FindingId];
  // What has just begun does not excuse what is certain, except where moving is the rule: the
  // database changes its primary, a component is rolled out.
  const excuses =
    !cause.settling ||
    effect.settling ||
    cause.id.startsWith('database-') ||
    (cause.subject !== undefined && rollingOut(context, cause.subject));
  return (
    excuses &&
    (explains?.(effect, cause, context) === true ||
      (kasmUnheard(effect, cause, context) &&
        explains?.({ ...effect, id: 'endpoint-failing' }, cause, context) ===
          true) ||
      silences(effect, cause, context))
  );
}

function rootOf(finding: Finding, causes: Map<Finding, Finding>): Finding {
  const seen = new Set<Finding>();
  let root = finding;
  for (
    let next = causes.get(root);
    next !== undefined && !seen.has(next);
    next = causes.get(root)
  ) {
    seen.add(root);
    root = next;
  }
  return root;
}
