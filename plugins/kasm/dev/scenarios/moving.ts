import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import { healthy } from './healthy';
import { ago } from './moments';

const { ingress, agents, ...early } = healthy;

/** Being created: the database is half there, nothing after it has begun. */
export const progressing: StatusDocument = {
  ...early,
  deployment: { ...healthy.deployment, state: 'creating' },
  health: 'progressing',
  summary:
    'Being created: waiting for the database, 2 of 3 instances are ready.',
  headline: { since: ago({ seconds: 75 }) },
  revision: 'progressing-1',
  sources: {
    ...healthy.sources,
    ingress: { state: 'empty', reason: 'No route in kasm yet.' },
    certificate: { state: 'empty', reason: 'No Certificate in kasm yet.' },
  },
  controlPlane: {
    release: { delivery: 'helmchart', state: 'progressing' },
    components: [],
  },
  database: {
    ...healthy.database!,
    phase: 'Creating a new replica',
    ready: 2,
    instances: [
      ...healthy.database!.instances.slice(0, 2),
      { name: 'kasm-pg-3', role: 'unknown', state: 'progressing' },
    ],
    backups: { configured: true },
  },
  findings: [
    {
      id: 'database-degraded',
      severity: 'error',
      title: 'Only 2 of 3 database instances are ready',
      since: ago({ seconds: 20 }),
      evidence: ['kasm-pg-3 has not joined yet.'],
      remedy: [],
      runbook: 'troubleshooting/#database-degraded',
      settling: true,
    },
  ],
};
