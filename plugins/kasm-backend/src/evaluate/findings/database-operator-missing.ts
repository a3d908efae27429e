import { command } from '../command';
import { HEALTHY_PHASE } from '../database';
import { rule } from './rule';

export const databaseOperatorMissing = rule(
  'database-operator-missing',
  'database',
  context => {
    const { deployment, sights } = context;
    const { facts, state, since, reason } = sights.database;
    const notInstalled = state === 'notInstalled';
    if (!notInstalled && facts?.operatorAvailable !== 0) {
      return [];
    }
    const healthy =
      !notInstalled &&
      facts?.phase === HEALTHY_PHASE &&
      facts.ready >= facts.desired;
    const namespace = deployment.operatorNamespace;
    return [
      {
        // A running database survives without its operator, until something happens to it.
        severity: healthy ? 'warning' : 'error',
        title: 'CloudNativePG is not running',
        since: notInstalled ? since : undefined,
        evidence: [
          notInstalled
            ? reason ?? 'The cluster does not know postgresql.cnpg.io.'
            : `The operator in ${namespace} has no available pod.`,
        ],
        remedy: [
          [
            "Look at the operator's pods.",
            command`kubectl get pods -n ${namespace}`,
          ],
          [
            'When it was never installed, apply a CloudNativePG release with kubectl apply --server-side.',
          ],
        ],
      },
    ];
  },
);
