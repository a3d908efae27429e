import { moment, type Ages } from '../Ages';
import { command } from '../command';
import { rule } from './rule';

const WINDOW = 15 * 60;
/** Milliseconds; scaling down removes older ones. */
const SHORT_LIFE = 5 * 60 * 1000;
const OFTEN = 3;

/** A loop that missed so many of its rounds has ended; seconds at least. */
const MISSED = 3;
const CLEARS_AFTER = 20;

export const agentVmChurn = rule('agent-vm-churn', 'agentVms', context => {
  const { deployment, sights, ages } = context;
  const { agentCluster, agentNamespace } = deployment;
  const shortLived = (sights.agentVms.facts?.gone ?? []).filter(
    ({ createdAt, goneAt }) => {
      const life = (moment(goneAt) ?? NaN) - (moment(createdAt) ?? NaN);
      return life < SHORT_LIFE && !ages.olderThan(goneAt, WINDOW);
    },
  );
  if (shortLived.length < OFTEN || hasEnded(shortLived, ages)) {
    return [];
  }
  const names = shortLived.map(({ name }) => name).sort();
  return [
    {
      severity: 'error',
      title: 'VMs are created and destroyed in a loop',
      since: shortLived
        .map(({ createdAt }) => createdAt)
        .sort()
        .shift(),
      evidence: [
        `In the last quarter of an hour none of these lived five minutes: ${names
          .slice(0, 3)
          .join(', ')}${names.length > 3 ? ' and others' : ''}.`,
      ],
      remedy: [
        ['Stop it: disable the AutoScale configuration in Kasm.'],
        [
          'See why they do not register: guest agent, Upstream Auth Address, network.',
          command`kubectl --context ${agentCluster} -n ${agentNamespace} get events --sort-by=.lastTimestamp`,
        ],
      ],
    },
  ];
});

function hasEnded(gone: Array<{ goneAt: string }>, ages: Ages): boolean {
  const times = gone
    .map(({ goneAt }) => moment(goneAt) ?? 0)
    .sort((a, b) => a - b);
  const [first, last] = [times[0], times[times.length - 1]];
  const round = (last - first) / (times.length - 1) / 1000;
  return ages.olderThan(
    new Date(last).toISOString(),
    Math.max(round * MISSED, CLEARS_AFTER),
  );
}
