import type {
  AgentStatus,
  Finding,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { degraded } from './degraded';
import { ago } from './moments';

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index + 1));

const items = many<AgentStatus>(48, index => ({
  name: `kasm-agent-with-a-rather-long-name-${index}`,
  state: index % 8 === 0 ? 'failing' : 'ok',
  vmStatus: index % 8 === 0 ? 'ErrorUnschedulable' : 'Running',
  node: `harvester-node-${index % 5}.rack-12.example.internal`,
  address: `10.0.20.${index}`,
  guestAgent: index % 8 !== 0,
}));

/** As much of everything as an estate can have, with long names. */
export const huge: StatusDocument = {
  ...degraded,
  summary:
    'Six of 48 agent VMs cannot be placed on any node because Harvester has no room for them; the other 42 agents serve desktops as usual.',
  revision: 'huge-1',
  database: {
    ...degraded.database!,
    ready: 9,
    desired: 9,
    primary: 'kasm-pg-production-frankfurt-1',
    instances: many(9, index => ({
      name: `kasm-pg-production-frankfurt-${index}`,
      role: index === 1 ? 'primary' : 'replica',
      state: 'ok',
      node: `rke2-database-node-${index}.rack-7.example.internal`,
    })),
  },
  agents: { ready: 42, desired: 48, items },
  findings: items
    .filter(agent => agent.state === 'failing')
    .map<Finding>(agent => ({
      id: 'agent-vm-down',
      subject: agent.name,
      severity: 'error',
      title: `Agent VM ${agent.name} is not running: ErrorUnschedulable`,
      since: ago({ hours: 5 }),
      evidence: [`no${'-room'.repeat(39)}`],
      remedy: [
        {
          text: 'See what Harvester says of it.',
          command: `kubectl --context harvester -n kasm-agents describe vmi ${agent.name}`,
        },
      ],
      runbook: 'troubleshooting/#agent-vm-down',
    })),
};
