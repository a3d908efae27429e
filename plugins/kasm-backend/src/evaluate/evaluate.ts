import type {
  DeploymentStatus,
  Finding,
  Severity,
  SourceStatus,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { Observation } from '../observation/Observation';
import { agentsPart } from './agents/agentsPart';
import { capacityPart } from './agents/capacity';
import { headlineOf } from './chain';
import { changesOf } from './changes';
import { checksOf } from './checks';
import { contextOf, ESSENTIAL, SOURCES, type Context } from './Context';
import { controlPlanePart } from './controlPlane';
import { databasePart } from './database';
import { urlOf } from './endpoint';
import { explain } from './explain';
import { findAll } from './findings';
import { healthOf, type Parts } from './health';
import { ingressPart } from './ingress';
import { revisionOf } from './revision';
import { sessionsPart } from './sessions';
import { summaryOf } from './summary';

/** The judgement is made anew at least so often, in milliseconds. */
const LONGEST = 24 * 3600 * 1000;

const BY_SEVERITY: readonly Severity[] = [
  'critical',
  'error',
  'warning',
  'info',
];

/**
 * Judges a deployment: pure, and total on whatever clusters may contain.
 *
 * @param observation - What the sources last saw.
 * @param now - The clock.
 */
export function evaluate(observation: Observation, now: Date): StatusDocument {
  return judged(observation, now).status;
}

/**
 * Judges, and says when to judge again although nothing was observed anew: the two together, for the
 * price of one.
 */
export function judge(
  observation: Observation,
  now: Date,
): { status: StatusDocument; next: Date | undefined } {
  const { status, context } = judged(observation, now);
  return { status, next: nextOf(context, now) };
}

/**
 * The earliest moment after `now` at which `evaluate` says something else of the same observation: a
 * finding has settled, a certificate comes near its end. A day ahead at most; undefined when only a
 * new observation can change anything.
 *
 * @param _status - What `evaluate` said at `now`.
 */
export function nextEvaluation(
  observation: Observation,
  _status: StatusDocument,
  now: Date,
): Date | undefined {
  return nextOf(judged(observation, now).context, now);
}

function nextOf(context: Context, now: Date): Date | undefined {
  const next = context.ages.nextChange();
  return next === undefined
    ? undefined
    : new Date(Math.min(next, now.getTime() + LONGEST));
}

function judged(
  observation: Observation,
  now: Date,
): { status: StatusDocument; context: Context } {
  const context = contextOf(observation, now);
  const { deployment } = context;
  const findings =
    deployment.state === 'retired'
      ? []
      : inOrder(explain(findAll(context), context));
  const parts: Parts = {
    controlPlane: controlPlanePart(context, findings),
    database: databasePart(context, findings),
    ingress: ingressPart(context),
    agents: agentsPart(context, findings),
  };
  const health = healthOf(context, findings, parts);
  const document = {
    deployment: deploymentPart(context),
    health,
    summary: summaryOf(context, health, findings, parts),
    headline: headlineOf(health, findings, parts),
    observedAt: Number.isNaN(now.getTime()) ? '' : now.toISOString(),
    sources: sourcesPart(context),
    ...parts,
    sessions: sessionsPart(context),
    capacity: capacityPart(context),
    changes: changesOf(context),
    checks: checksOf(context),
    findings,
  };
  return {
    status: { ...document, revision: revisionOf(document) },
    context,
  };
}

/** What counts first, then by severity; within that the order of precedence stays. */
function inOrder(findings: Finding[]): Finding[] {
  const rank = ({ explainedBy, severity, settling }: Finding) =>
    (explainedBy === undefined ? 0 : 100) +
    (settling ? 10 : 0) +
    BY_SEVERITY.indexOf(severity);
  return [...findings].sort((a, b) => rank(a) - rank(b));
}

function sourcesPart({ sights }: Context): StatusDocument['sources'] {
  return Object.fromEntries(
    SOURCES.map((name): [string, SourceStatus] => {
      const { state, since, seen, reason } = sights[name];
      return [
        name,
        {
          state,
          seen,
          // How long it has been well is no news.
          ...(state !== 'ok' && {
            since,
            reason,
            ...(!ESSENTIAL.includes(name) && { optional: true }),
          }),
        },
      ];
    }),
  );
}

function deploymentPart({ deployment, sights }: Context): DeploymentStatus {
  const { cluster, name, host, port } = deployment;
  const workloads = sights.controlPlane.facts?.workloads ?? [];
  const major = sights.database.facts?.major;
  return {
    ref: `${cluster}/${name}`,
    cluster,
    name,
    title: deployment.title,
    state: deployment.state,
    owner: deployment.owner,
    domain: deployment.domain,
    host,
    url: urlOf(host, port),
    versions: {
      kasm: (
        workloads.find(({ component }) => component === 'api') ?? workloads[0]
      )?.version,
      chart: sights.release.facts?.version,
      postgres: major === undefined ? undefined : String(major),
    },
    names: {
      namespace: deployment.namespace,
      release: deployment.release,
      systemNamespace: deployment.systemNamespace,
      databaseNamespace: deployment.databaseNamespace,
      databaseCluster: deployment.databaseCluster,
      tlsSecret: deployment.tlsSecret,
      adminSecret: deployment.adminSecret,
      credentialsSecret: deployment.credentialsSecret,
      ingressNamespace: deployment.ingressNamespace,
      ingressWorkload: deployment.ingressWorkload,
      operatorNamespace: deployment.operatorNamespace,
      agentCluster: deployment.agentCluster,
      agentNamespace: deployment.agentNamespace,
    },
  };
}
