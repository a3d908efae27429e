import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import { healthy } from './healthy';
import { ago } from './moments';

/** One agent is gone, and the database version is old. */
export const degraded: StatusDocument = {
  ...healthy,
  health: 'degraded',
  summary:
    'Agent VM kasm-agent-2 is not running (Stopped); 1 of 2 agents serves desktops.',
  headline: { since: ago({ minutes: 6 }) },
  revision: 'degraded-1',
  agents: {
    ready: 1,
    desired: 2,
    items: [
      healthy.agents!.items[0],
      {
        name: 'kasm-agent-2',
        state: 'failing',
        vmStatus: 'Stopped',
        node: 'harv-3',
        guestAgent: false,
        reason: 'It should run, and was stopped from within.',
      },
    ],
  },
  findings: [
    {
      id: 'postgres-unsupported',
      severity: 'warning',
      title: 'PostgreSQL 14 is past its end of life',
      evidence: ['The database runs major version 14.'],
      remedy: [{ text: 'Plan the upgrade with the next Kasm version.' }],
      runbook: 'troubleshooting/#postgres-unsupported',
    },
    {
      id: 'agent-vm-down',
      subject: 'kasm-agent-2',
      severity: 'error',
      title: 'Agent VM kasm-agent-2 is not running: Stopped',
      since: ago({ minutes: 6 }),
      evidence: [
        'printableStatus of kasm-agent-2 is Stopped, runStrategy RerunOnFailure.',
        'Its last node was harv-3.',
      ],
      remedy: [
        {
          text: 'See what Harvester says of it.',
          command: 'kubectl --context harvester -n kasm-agents get vm,vmi',
        },
        {
          text: 'Start it.',
          command: 'virtctl start kasm-agent-2 -n kasm-agents',
        },
      ],
      runbook: 'troubleshooting/#agent-vm-down',
    },
  ],
};
