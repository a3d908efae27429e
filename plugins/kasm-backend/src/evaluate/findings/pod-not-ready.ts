import { command } from '../command';
import type { Context } from '../Context';
import { bySubject, hasReadySibling, podsOf, rollingOut } from '../pods';
import { runningVersion } from '../components';
import { warningsAbout } from '../warnings';
import { crashing } from './pod-crash-looping';
import { rule, type Found } from './rule';

/** Delay of the probe, 30 s, and four periods of 30 s. */
const HOLD = 150;
/** From 1.19 the API's start-up probe alone takes 180 s. */
const API_HOLD = 330;
/** A rollout has its own deadline. */
const ROLLOUT_HOLD = 600;
/** Containers that are being made: images are pulled, volumes mounted. */
const STARTING_HOLD = 300;
const STARTING = ['ContainerCreating', 'PodInitializing'];

export const podNotReady = rule('pod-not-ready', 'controlPlane', context => {
  const { deployment, sights, ages } = context;
  const pods = podsOf(context, 'controlPlane');
  const unready = pods.filter(
    ({ pod }) =>
      !pod.ready &&
      !crashing(pod, ages) &&
      pod.containers.some(({ init }) => !init) &&
      pod.containers.every(
        ({ init, state }) => state === (init ? 'terminated' : 'running'),
      ),
  );
  // A pod that is still being made is only worth a word when that takes too long.
  const slow = pods.filter(
    ({ pod }) =>
      pod.containers.some(
        ({ state, reason }) =>
          state === 'waiting' && STARTING.includes(reason ?? ''),
      ) &&
      !pod.containers.some(({ init, state }) => init && state === 'running') &&
      ages.olderThan(pod.createdAt, STARTING_HOLD),
  );
  const found = bySubject([...unready, ...slow]).map(
    ([subject, group]): Found => {
      const [{ pod, logsOf, namespace }] = group;
      const answersNot = unready.some(one => one.subject === subject);
      return {
        severity: hasReadySibling(context, 'controlPlane', subject)
          ? 'warning'
          : 'error',
        subject,
        title: answersNot
          ? `${subject} runs but does not answer its health check`
          : `${subject} does not start`,
        since: pod.readySince ?? pod.createdAt,
        hold: holdOf(context, subject),
        evidence: group.flatMap(one => [
          `${one.pod.name} is not ready.`,
          ...warningsAbout(context, 'controlPlane', one, 'Unhealthy')
            .slice(-1)
            .map(({ message }) => message),
        ]),
        remedy: [
          logsOf.kind === 'deploy'
            ? [
                'Read its log.',
                command`kubectl -n ${namespace} logs deploy/${logsOf.name} --tail=100`,
              ]
            : [
                'Read its log.',
                command`kubectl -n ${namespace} logs pod/${logsOf.name} --tail=100`,
              ],
          [
            'See its state and events.',
            command`kubectl -n ${namespace} describe pod ${pod.name}`,
          ],
        ],
      };
    },
  );
  const overdue = (sights.controlPlane.facts?.workloads ?? [])
    .filter(
      ({ deadlineExceeded, ready, desired, component, replicaFailure }) =>
        deadlineExceeded &&
        ready < desired &&
        !replicaFailure &&
        !found.some(({ subject }) => subject === component),
    )
    .map(
      ({ component, name, ready, desired }): Found => ({
        severity: ready > 0 ? 'warning' : 'error',
        subject: component,
        title: `${component} did not finish its rollout in time`,
        evidence: [`${name}: ${ready} of ${desired} ready.`],
        remedy: [
          [
            'See what holds it.',
            command`kubectl -n ${deployment.namespace} describe deploy ${name}`,
          ],
        ],
      }),
    );
  return [...found, ...overdue];
});

function holdOf(context: Context, subject: string): number {
  if (rollingOut(context, subject)) {
    return ROLLOUT_HOLD;
  }
  // Charts up to 1.18 have no start-up probes.
  const probed = !/^1\.1[0-8]\./.test(runningVersion(context) ?? '1.18.');
  return subject === 'api' && probed ? API_HOLD : HOLD;
}
