import type {
  ComponentStatus,
  Finding,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { WorkloadFacts } from '../observation/Observation';
import { accusing } from './accusing';
import { dependencyOf, expectedRoles, ROLES } from './components';
import type { Context } from './Context';
import { podsOf } from './pods';
import { releasePart } from './release';

/** The control plane as the page shows it; undefined when it was never seen. */
export function controlPlanePart(
  context: Context,
  findings: Finding[],
): StatusDocument['controlPlane'] {
  const components = componentsOf(context, findings);
  const release = releasePart(context, findings);
  return components.length > 0 || release ? { release, components } : undefined;
}

function componentsOf(
  context: Context,
  findings: Finding[],
): ComponentStatus[] {
  const { facts, visible } = context.sights.controlPlane;
  const workloads = facts?.workloads ?? [];
  const found = workloads.map(workload =>
    component(context, workload, findings),
  );
  const missing = expectedRoles(context)
    .filter(role => !workloads.some(({ component: its }) => its === role))
    .map((role): ComponentStatus => {
      const state = visible ? absentState(context) : 'unknown';
      return {
        role,
        state,
        ready: 0,
        desired: 0,
        ...(state === 'missing' && { reason: `${role} is not deployed.` }),
      };
    });
  return [...found, ...missing].sort(byRole);
}

function absentState(context: Context): ComponentStatus['state'] {
  if (context.deployment.state === 'retired') {
    return 'stopped';
  }
  return context.creating ? 'progressing' : 'missing';
}

function component(
  context: Context,
  workload: WorkloadFacts,
  findings: Finding[],
): ComponentStatus {
  return {
    role: workload.component,
    ...stateOf(context, workload, findings),
    deployment: workload.name,
    ...(workload.kind === 'StatefulSet' && { kind: 'StatefulSet' }),
    ready: workload.ready,
    desired: workload.desired,
    version: workload.version,
    rolledOutAt: workload.rolledOutAt,
    waitsFor: waitsFor(context, workload.component),
    usage: usageOf(context, workload.component),
  };
}

/** What holds a pod that starts, by its init container that runs. */
function waitsFor(context: Context, role: string): string | undefined {
  return podsOf(context, 'controlPlane')
    .filter(({ subject, pod }) => subject === role && !pod.ready)
    .flatMap(({ pod }) => pod.containers)
    .filter(({ init, state }) => init && state === 'running')
    .map(({ name }) => dependencyOf(name))
    .find(dependency => dependency !== undefined);
}

/** Below it there is nothing to see, and the figures would move all the time. */
const NOTABLE = 80;
const STEP = 10;

/** Of a component whose pods all have limits. */
function usageOf(context: Context, role: string): ComponentStatus['usage'] {
  const used = context.sights.controlPlane.facts?.usage?.find(
    ({ component: its }) => its === role,
  );
  const pods = podsOf(context, 'controlPlane').filter(
    ({ subject }) => subject === role,
  );
  const percent = (kind: 'cpu' | 'memory', value: number | undefined) => {
    const limit = pods.reduce(
      (sum, { pod }) => sum + (pod.limits?.[kind] ?? NaN),
      0,
    );
    const share = Math.floor(((value ?? 0) / limit) * (100 / STEP)) * STEP;
    return share >= NOTABLE && Number.isFinite(share) ? share : undefined;
  };
  const cpu = percent('cpu', used && used.cpu / 1000);
  const memory = percent('memory', used?.memory);
  return cpu === undefined && memory === undefined
    ? undefined
    : { ...(cpu && { cpu }), ...(memory && { memory }) };
}

function stateOf(
  context: Context,
  workload: WorkloadFacts,
  findings: Finding[],
): Pick<ComponentStatus, 'state' | 'reason'> {
  if (!context.sights.controlPlane.visible) {
    return { state: 'unknown' };
  }
  if (workload.desired <= 0) {
    return { state: 'stopped', reason: 'Scaled to no replica.' };
  }
  const finding = accusing(findings, workload.component);
  if (finding && !finding.settling) {
    return { state: 'failing', reason: finding.title };
  }
  if (workload.ready >= workload.desired && workload.complete) {
    return { state: 'ok' };
  }
  const warning = findings.find(
    ({ subject, settling }) => subject === workload.component && !settling,
  );
  if (warning) {
    return { state: 'failing', reason: warning.title };
  }
  return {
    state: 'progressing',
    reason:
      finding?.title ??
      `${workload.ready} of ${workload.desired} ready, ${workload.updated} updated.`,
  };
}

function byRole(a: ComponentStatus, b: ComponentStatus): number {
  const [rankA, rankB] = [rank(a.role), rank(b.role)];
  const [keyA, keyB] = [a, b].map(
    ({ role, deployment }) => `${role} ${deployment ?? ''}`,
  );
  return rankA - rankB || (keyA < keyB ? -1 : 1);
}

function rank(role: string): number {
  const index = (ROLES as readonly string[]).indexOf(role);
  return index < 0 ? ROLES.length : index;
}
