import type { Finding } from '@kasm-portal/backstage-plugin-kasm-common';
import type { Observation, PodFacts } from '../observation/Observation';
import { primarysLog } from './primarysLog';
import { tellsOf } from './signatures';
import type { Subject } from './SignatureReader';

/** Milliseconds that a pod has to be without success, or a Job to run, before its log is read. */
const PATIENCE = 60_000;
/** Milliseconds between two readings. */
const TURN = 120_000;
/** Pods of the proxy that are read; they all meet the same agents. */
const MOST_PROXIES = 2;

type Asked = { subject: Subject; next: number };

/**
 * Containers that do not crash and may still tell what is wrong: those that are not ready, the
 * initialisation while it runs, the primary while its clients wait, and the proxy while agents or
 * sessions have findings. Each is read once in two minutes and only while that lasts; one pod stands
 * for all of its component.
 */
export function askedLogs(
  observation: Observation,
  findings: readonly Finding[],
  now: Date,
): { subjects: Subject[]; next?: Date } {
  const primary = primarysLog(observation, now);
  const asked = [
    ...waiting(observation, now),
    ...(aboutAgents(findings) ? proxies(observation, now) : []),
  ];
  const moments = [
    ...asked.map(({ next }) => next),
    ...(primary.next ? [primary.next.getTime()] : []),
  ];
  return {
    subjects: [
      ...(primary.subject ? [primary.subject] : []),
      ...asked
        .map(({ subject }) => subject)
        .filter(({ also }) => also !== undefined && also.turn >= 0),
    ],
    ...(moments.length > 0 && { next: new Date(Math.min(...moments)) }),
  };
}

function waiting(
  { deployment, controlPlane, database }: Observation,
  now: Date,
): Asked[] {
  const { namespace, databaseNamespace } = deployment;
  const kasm = longestOf(controlPlane.facts?.pods ?? [], pod => pod.component);
  const postgres = longestOf(database.facts?.pods ?? [], ({ component }) =>
    component === 'initdb' ? 'initdb' : 'database',
  );
  return [
    ...kasm.map(found => ({ ...found, namespace })),
    ...postgres.map(found => ({ ...found, namespace: databaseNamespace })),
  ].flatMap(({ component, pod, since, ...place }) => {
    const { container, turn, next } = turnOf(pod, since, now);
    return container === undefined
      ? []
      : [
          {
            subject: { component, pod, ...place, also: { container, turn } },
            next,
          },
        ];
  });
}

/** Of each component whose log may tell something: the pod that is without success for longest. */
function longestOf(
  pods: PodFacts[],
  componentOf: (pod: PodFacts) => string | undefined,
): Array<{ component: string; pod: PodFacts; since: number }> {
  const found = new Map<
    string,
    { component: string; pod: PodFacts; since: number }
  >();
  for (const pod of [...pods].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const component = componentOf(pod);
    const since = Date.parse(pod.readySince ?? pod.createdAt);
    const mayTell =
      component !== undefined &&
      tellsOf(component) &&
      pod.deletedAt === undefined &&
      (pod.phase === 'Pending' || pod.phase === 'Running') &&
      (!pod.ready || component === 'db-init') &&
      !Number.isNaN(since);
    if (mayTell && since < (found.get(component)?.since ?? Infinity)) {
      found.set(component, { component, pod, since });
    }
  }
  return [...found.values()];
}

function proxies(
  { deployment, controlPlane }: Observation,
  now: Date,
): Asked[] {
  return (controlPlane.facts?.pods ?? [])
    .filter(
      ({ component, ready, deletedAt }) =>
        component === 'proxy' && ready && deletedAt === undefined,
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .slice(0, MOST_PROXIES)
    .flatMap(pod => {
      const { container, turn, next } = turnOf(pod, 0, now);
      const { namespace } = deployment;
      return container === undefined
        ? []
        : [
            {
              subject: {
                component: 'proxy',
                namespace,
                pod,
                also: { container, turn },
              },
              next,
            },
          ];
    });
}

/** Which reading it is, by the clock, so that every replica reads alike; negative before the first. */
function turnOf(
  { containers }: PodFacts,
  since: number,
  now: Date,
): { container?: string; turn: number; next: number } {
  const runs = containers.filter(({ state }) => state === 'running');
  const one = runs.find(({ ready }) => !ready) ?? runs[0];
  const turn = Math.floor((now.getTime() - since - PATIENCE) / TURN);
  return {
    container: one?.name,
    turn,
    next: since + PATIENCE + Math.max(0, turn + 1) * TURN,
  };
}

/** Not what the proxy's log itself says, which would go on being read because of what it said. */
function aboutAgents(findings: readonly Finding[]): boolean {
  return findings.some(
    ({ id, severity }) =>
      /^(agents?|sessions)-/.test(id) &&
      id !== 'agent-unreachable-from-proxy' &&
      severity !== 'info',
  );
}
