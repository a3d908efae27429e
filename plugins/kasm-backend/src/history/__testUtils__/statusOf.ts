import type {
  Finding,
  SourceStatus,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';

const OK: SourceStatus = { state: 'ok' };

/** A deployment of which everything is seen and all is well, but for what is said. */
export function statusOf(
  ref: string,
  at: number,
  change: Partial<StatusDocument> = {},
): StatusDocument {
  const [cluster, name] = ref.split('/');
  return {
    deployment: { ref, cluster, name } as StatusDocument['deployment'],
    health: 'healthy',
    summary: 'All 6 components run.',
    headline: {},
    revision: `${at}`,
    observedAt: new Date(at).toISOString(),
    sources: {
      controlPlane: OK,
      database: OK,
      agentVms: OK,
      kasmApi: OK,
      endpoint: OK,
    },
    database: { ready: 3, desired: 3 } as StatusDocument['database'],
    agents: { ready: 4, desired: 4, items: [] },
    sessions: { now: 10, asOf: new Date(at).toISOString() },
    capacity: {
      slots: 8,
      image: 'Desktop',
      freeCores: 16,
      freeMemory: 2 ** 36,
    },
    changes: [],
    checks: [],
    findings: [],
    ...change,
  };
}

export function finding(id: string, more: Partial<Finding> = {}): Finding {
  return {
    id,
    severity: 'critical',
    title: 'Something is wrong',
    evidence: ['alice@example.com could not log in from 10.1.2.3'],
    remedy: [],
    runbook: `troubleshooting/#${id}`,
    ...more,
  };
}
