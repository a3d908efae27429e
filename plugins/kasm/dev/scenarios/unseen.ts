import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import { healthy } from './healthy';
import { ago } from './moments';

const unreachable = {
  state: 'unreachable',
  since: ago({ minutes: 2 }),
  reason: 'list deployments in kasm: no answer from rke2 within 10 s.',
} as const;

const { controlPlane, database, ingress, agents, ...known } = healthy;

/** The portal cannot see the cluster, and never could. */
export const unknown: StatusDocument = {
  ...known,
  health: 'unknown',
  summary: 'Cluster rke2 cannot be reached, so nothing is known.',
  headline: {},
  revision: 'unknown-1',
  sources: {
    controlPlane: unreachable,
    release: unreachable,
    database: unreachable,
    certificate: unreachable,
    ingress: unreachable,
    agentVms: {
      state: 'forbidden',
      reason: 'list virtualmachines in kasm-agents on harvester was refused.',
    },
    endpoint: unreachable,
  },
  checks: healthy.checks.map(check => ({
    ...check,
    result: 'unknown',
    evidence: 'Not seen.',
  })),
};

const stale = {
  state: 'stale',
  since: ago({ minutes: 7 }),
  seen: ago({ minutes: 7 }),
  reason: 'watch deployments in kasm: the connection to rke2 was lost.',
} as const;

/** The portal saw it once, and cannot refresh what it saw. */
export const stale7min: StatusDocument = {
  ...healthy,
  health: 'unknown',
  summary: 'Cluster rke2 has not answered for 7 min; all was well before.',
  headline: { since: ago({ minutes: 7 }) },
  revision: 'stale-1',
  sources: {
    ...healthy.sources,
    controlPlane: stale,
    release: stale,
    database: stale,
    ingress: stale,
    certificate: stale,
  },
};
