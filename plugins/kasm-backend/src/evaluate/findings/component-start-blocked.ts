import { command } from '../command';
import { dependencyOf } from '../components';
import { bySubject, podsOf, waitingFor } from '../pods';
import { rule } from './rule';

const HOLD = 120;

export const componentStartBlocked = rule(
  'component-start-blocked',
  'controlPlane',
  context => {
    const { namespace } = context.deployment;
    const blocked = podsOf(context, 'controlPlane').flatMap(placed => {
      const waiting = placed.pod.containers.find(
        ({ init, state, name }) =>
          init && state === 'running' && dependencyOf(name) !== undefined,
      );
      return waiting && !waitingFor(placed.pod, ['CrashLoopBackOff'])
        ? [{ ...placed, waiting }]
        : [];
    });
    return bySubject(blocked).map(([subject]) => {
      const { pod, waiting, logsOf } = blocked.find(
        one => one.subject === subject,
      )!;
      const dependency = dependencyOf(waiting.name);
      const young = !context.ages.olderThan(waiting.startedAt, HOLD);
      return {
        severity: 'error',
        subject,
        title: young
          ? `${subject} waits for ${dependency}`
          : `${subject} waits for ${dependency}, which looks healthy: DNS or NetworkPolicy`,
        since: waiting.startedAt,
        hold: HOLD,
        settling: young,
        evidence: [`${pod.name}: init container ${waiting.name} is running.`],
        remedy: [
          [
            'Read what it waits for.',
            logsOf.kind === 'deploy'
              ? command`kubectl -n ${namespace} logs deploy/${logsOf.name} -c ${waiting.name} --tail=5`
              : command`kubectl -n ${namespace} logs pod/${logsOf.name} -c ${waiting.name} --tail=5`,
          ],
          [
            'Look for policies that forbid it and for Services without endpoints.',
            command`kubectl -n ${namespace} get networkpolicies,endpointslices`,
          ],
        ],
      };
    });
  },
);
