import { command } from '../command';
import { rule } from './rule';

export const podRejected = rule('pod-rejected', 'controlPlane', context =>
  (context.sights.controlPlane.facts?.workloads ?? [])
    .filter(({ replicaFailure }) => replicaFailure)
    .map(({ name, component, replicaFailure }) => ({
      severity: 'error',
      subject: component,
      title: `The cluster refuses pods of ${component}`,
      evidence: [`${name}: ${replicaFailure}`],
      remedy: [
        [
          'When it “violates PodSecurity”, allow the baseline in this namespace.',
          command`kubectl label namespace ${context.deployment.namespace} pod-security.kubernetes.io/enforce=baseline --overwrite`,
        ],
        [
          'When a quota or limit range is exceeded, raise it.',
          command`kubectl -n ${context.deployment.namespace} describe resourcequota,limitrange`,
        ],
      ],
    })),
);
