import { checkInOf } from '../agents/checkIn';
import { agentRows } from '../agents/rows';
import { rule, type Found } from './rule';

/** Free parts of the disk. */
const LOW = 0.15;
const FULL = 0.05;

export const agentDiskFull = rule('agent-disk-full', 'kasmApi', context =>
  agentRows(context).flatMap(({ name, agent }) => {
    const { total = 0, free = 0 } = agent?.disk ?? {};
    // What a silent agent reported is old.
    const isTold = agent && total > 0 && checkInOf(agent, context) === 'fresh';
    if (!isTold || free >= total * LOW) {
      return [];
    }
    const full = free < total * FULL;
    return [
      {
        severity: full ? 'error' : 'warning',
        subject: name,
        title: full
          ? `Agent ${name} is out of disk`
          : `Agent ${name} is short of disk`,
        evidence: [`Free: ${Math.floor((free / total) * 100)} %.`],
        remedy: [
          [
            'Let Kasm prune images aggressively there: Infrastructure, Docker Agents, Automatically Prune Images.',
          ],
          ['Delete stopped sessions, which keep their data.'],
          ['Give its VM a larger disk.'],
        ],
      } satisfies Found,
    ];
  }),
);
