import type { SessionFacts } from '../../observation/Observation';
import type { Ages } from '../Ages';
import { command } from '../command';
import type { Context } from '../Context';
import { rule } from './rule';

/** Seconds. A large image that is pulled for the first time moves on, slowly. */
const STARTED_AFTER = 3 * 60;
const PULLED_AFTER = 10 * 60;

/** So many people at once are not the exception. */
const MANY = 3;

/** Messages that say at once that it will not start: nobody needs to wait for the time to pass. */
const FAILED = /\berror\b|\bfail(ed|ure)?\b|\bno resources\b|\bunable to\b/i;

const STARTING = ['requested', 'starting'];

export const sessionsStuck = rule('sessions-stuck', 'kasmApi', context => {
  const { deployment } = context;
  const stuck = stuckSessions(context);
  if (stuck.length === 0) {
    return [];
  }
  const late = stuck.filter(session => isLate(session, context.ages));
  const messages = [...new Set(stuck.flatMap(({ message }) => message ?? []))];
  return [
    {
      // What only says that it failed has not waited yet: Kasm may try elsewhere.
      severity: late.length >= MANY ? 'error' : 'warning',
      // Kasm's words are evidence: they are foreign, and a title travels further than that.
      title: `${stuck.length} session${
        stuck.length === 1 ? ' does' : 's do'
      } not start`,
      since: sinceOf(stuck[0]) || undefined,
      evidence: [
        ...messages.slice(0, 3).map(message => `Kasm says: ${message}`),
        stuck.every(({ agentId }) => agentId === undefined)
          ? 'No agent was found for them.'
          : undefined,
      ],
      remedy: [
        [
          'See what the manager says about placing them.',
          command`kubectl -n ${deployment.namespace} logs -l app.kubernetes.io/component=manager --tail=200`,
        ],
        [
          'On the agent, see whether it pulls the image or starts the container.',
          'sudo docker logs kasm_agent --tail 50',
        ],
      ],
    },
  ];
});

/** The sessions that do not start, the longest first. */
export function stuckSessions({ sights, ages }: Context): SessionFacts[] {
  return (sights.kasmApi.facts?.sessions ?? [])
    .filter(session => isStuck(session, ages))
    .sort((a, b) => (sinceOf(a) < sinceOf(b) ? -1 : 1));
}

/** When it began to start; a resumed one was made long before. */
function sinceOf({ statusSince, createdAt }: SessionFacts): string {
  return statusSince ?? createdAt ?? '';
}

function isStuck(session: SessionFacts, ages: Ages): boolean {
  return (
    STARTING.includes(session.status) &&
    !session.standby &&
    (FAILED.test(session.message ?? '') || isLate(session, ages))
  );
}

function isLate(session: SessionFacts, ages: Ages): boolean {
  const since = sinceOf(session);
  if (since === '') {
    return false;
  }
  const { progressAt } = session;
  const stands =
    progressAt === undefined || ages.olderThan(progressAt, STARTED_AFTER);
  return ages.olderThan(since, stands ? STARTED_AFTER : PULLED_AFTER);
}
