import { capacityOf, smallestImage } from '../agents/capacity';
import { rule } from './rule';

const GIB = 1024 ** 3;
/** Fewer are soon gone. */
const FEW = 2;
const SMALL_PART = 0.1;

export const agentsFull = rule('agents-full', 'kasmApi', context => {
  const capacity = capacityOf(context);
  if (
    !capacity ||
    (capacity.slots >= FEW && capacity.slots >= capacity.total * SMALL_PART)
  ) {
    return [];
  }
  const { slots, image } = capacity;
  const { cores, memory } = smallestImage(context)!;
  const idle = (context.sights.kasmApi.facts?.sessions ?? []).filter(
    ({ status }) => status === 'stopped' || status === 'paused',
  ).length;
  return [
    {
      severity: slots === 0 ? 'error' : 'warning',
      title:
        slots === 0
          ? 'No room for another session'
          : `Room for ${slots} more session${slots === 1 ? '' : 's'} only`,
      evidence: [
        `The smallest workspace, ${image}, needs ${cores} cores and ${(
          memory / GIB
        ).toFixed(1)} GiB of memory.`,
        idle > 0 ? `Sessions that are stopped or paused: ${idle}.` : undefined,
      ],
      remedy: [
        ['Add agents, or raise the maximum of autoscaling.'],
        ['Delete stopped sessions, and end those that nobody uses.'],
      ],
    },
  ];
});
