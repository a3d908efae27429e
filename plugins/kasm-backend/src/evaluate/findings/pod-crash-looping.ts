import type { ContainerFacts, PodFacts } from '../../observation/Observation';
import type { Ages } from '../Ages';
import { command } from '../command';
import { bySubject, podsOf, POD_SOURCES } from '../pods';
import { rule } from './rule';

const RECENT = 15 * 60;
const MEMORY_RECENT = 3600;

/** The container that keeps ending, if any. One that is ready again is not. */
export function crashing(
  pod: PodFacts,
  ages: Ages,
): ContainerFacts | undefined {
  return pod.containers.find(container => {
    const { state, reason, ready, restarts, init, lastTermination } = container;
    if (reason === 'CrashLoopBackOff') {
      return true;
    }
    if (ready || restarts < 1 || lastTermination === undefined) {
      return false;
    }
    if (lastTermination.reason === 'OOMKilled') {
      return !ages.olderThan(lastTermination.finishedAt, MEMORY_RECENT);
    }
    // Between two crashes it runs, or has just ended. Restarts long ago are history.
    return (
      restarts >= 3 &&
      lastTermination.exitCode !== 0 &&
      (state === 'running' || (state === 'terminated' && !init)) &&
      !ages.olderThan(lastTermination.finishedAt, RECENT)
    );
  });
}

/** A container that ran out of memory lately and runs again. */
function starved(pod: PodFacts, ages: Ages): ContainerFacts | undefined {
  return pod.containers.find(
    ({ ready, lastTermination }) =>
      ready &&
      lastTermination?.reason === 'OOMKilled' &&
      !ages.olderThan(lastTermination.finishedAt, MEMORY_RECENT),
  );
}

export const podCrashLooping = rule(
  'pod-crash-looping',
  POD_SOURCES,
  (context, source) => {
    const { ages, sights } = context;
    const affected = podsOf(context, source).flatMap(placed => {
      const loop = crashing(placed.pod, ages);
      const container = loop ?? starved(placed.pod, ages);
      return container
        ? [{ ...placed, container, loops: loop !== undefined }]
        : [];
    });
    return bySubject(affected).map(([subject]) => {
      const pods = affected.filter(one => one.subject === subject);
      const { pod, namespace, logsOf, container } =
        pods.find(({ loops }) => loops) ?? pods[0];
      const loops = pods.some(one => one.loops);
      const why = reasonOf(container);
      const signatures = sights.controlPlane.facts?.signatures ?? [];
      return {
        severity: loops ? 'error' : 'warning',
        subject,
        title: loops
          ? `${subject} keeps crashing: ${why}`
          : `${subject} ran out of memory and was restarted`,
        since: loops
          ? pod.readySince ?? pod.createdAt
          : container.lastTermination?.finishedAt,
        evidence: [
          ...pods
            .slice(0, 3)
            .map(
              one =>
                `${one.pod.name}: container ${one.container.name}, ${reasonOf(
                  one.container,
                )}, ${one.container.restarts} restarts`,
            ),
          ...signatures
            .filter(signature => signature.component === subject)
            .map(signature => signature.line),
        ],
        remedy: [
          [
            'Read its last words.',
            logsOf.kind === 'deploy'
              ? command`kubectl -n ${namespace} logs deploy/${logsOf.name} --previous --tail=50`
              : command`kubectl -n ${namespace} logs pod/${logsOf.name} --previous --tail=50`,
          ],
          [
            container.lastTermination?.reason === 'OOMKilled'
              ? 'It needs more memory: choose the next size.'
              : 'See its state and events.',
            command`kubectl -n ${namespace} describe pod ${pod.name}`,
          ],
        ],
      };
    });
  },
);

function reasonOf({ lastTermination, reason }: ContainerFacts): string {
  const ended = lastTermination?.reason ?? reason ?? 'Error';
  return lastTermination
    ? `${ended}, exit code ${lastTermination.exitCode}`
    : ended;
}
