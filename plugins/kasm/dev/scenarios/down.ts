import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import { healthy } from './healthy';
import { ago } from './moments';

/** The database is gone, and three other things with it. */
export const down: StatusDocument = {
  ...healthy,
  health: 'down',
  summary: 'The database is down, so nobody can sign in or start a desktop.',
  headline: { since: ago({ minutes: 4 }), blockedAt: 'database' },
  revision: 'down-1',
  controlPlane: {
    ...healthy.controlPlane!,
    components: healthy.controlPlane!.components.map(component =>
      component.role === 'api' || component.role === 'manager'
        ? {
            ...component,
            state: 'failing',
            ready: 0,
            reason: 'CrashLoopBackOff: could not connect to the database',
          }
        : component,
    ),
  },
  database: {
    ...healthy.database!,
    phase: 'Failing over',
    ready: 0,
    instances: healthy.database!.instances.map(instance => ({
      ...instance,
      state: 'failing',
      reason: 'The pod is not ready.',
    })),
  },
  ingress: {
    ...healthy.ingress!,
    endpoint: {
      rootStatus: 502,
      apiHealthy: false,
      httpVersion: '2',
      served: healthy.ingress!.endpoint!.served,
    },
  },
  checks: healthy.checks.map(check =>
    ['pods-running', 'database-healthy', 'endpoint-answers'].includes(check.id)
      ? { ...check, result: 'fail', evidence: 'Seen to fail 4 min ago.' }
      : check,
  ),
  findings: [
    {
      id: 'pod-crash-looping',
      subject: 'kasm-api-deployment',
      severity: 'error',
      title: 'api keeps crashing: Error, exit code 1',
      since: ago({ minutes: 3 }),
      evidence: ['kasm-api-deployment-7d9f: 5 restarts in 3 min'],
      remedy: [
        {
          text: 'Read its last words.',
          command:
            'kubectl -n kasm logs deploy/kasm-api-deployment --previous --tail=50',
        },
      ],
      runbook: 'troubleshooting/#pod-crash-looping',
      explainedBy: 'database-down',
    },
    {
      id: 'endpoint-failing',
      severity: 'critical',
      title: 'Kasm answers 502 at /',
      since: ago({ minutes: 3 }),
      evidence: ['GET / answered 502'],
      remedy: [],
      runbook: 'troubleshooting/#endpoint-failing',
      explainedBy: 'pod-crash-looping:kasm-api-deployment',
    },
    {
      id: 'database-down',
      severity: 'critical',
      title: 'The database is down',
      since: ago({ minutes: 4 }),
      evidence: [
        'readyInstances of kasm-pg is 0 of 3.',
        'FATAL: <b>terminating</b> connection due to administrator command',
      ],
      remedy: [
        {
          text: 'See its pods and their nodes.',
          command:
            'kubectl -n database get pods -l cnpg.io/cluster=kasm-pg -o wide',
        },
        {
          text: 'Ask CloudNativePG.',
          command: 'kubectl cnpg status kasm-pg -n database',
        },
        { text: 'If a node is lost, let it fail over.' },
      ],
      runbook: 'troubleshooting/#database-down',
    },
    {
      id: 'database-degraded',
      severity: 'error',
      title: 'Only 0 of 3 database instances are ready',
      since: ago({ seconds: 20 }),
      evidence: [],
      remedy: [],
      runbook: 'troubleshooting/#database-degraded',
      settling: true,
      explainedBy: 'database-down',
    },
  ],
};
