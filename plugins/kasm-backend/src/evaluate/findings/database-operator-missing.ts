import { command } from '../command';
import { HEALTHY_PHASE } from '../database';
import { rule } from './rule';

/** It is replaced within seconds when it is only updated. */
const HOLD = 60;
const EXPIRING = 7 * 24 * 3600;

export const databaseOperatorMissing = rule(
  'database-operator-missing',
  'database',
  context => {
    const { deployment, sights, ages } = context;
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
        since: notInstalled ? since : facts?.operatorUnavailableSince,
        ...(!notInstalled && { hold: HOLD }),
        evidence: [
          notInstalled
            ? reason ?? 'The cluster does not know postgresql.cnpg.io.'
            : `No Deployment of the operator in ${namespace} has an available pod.`,
          // Nobody renews them now; without them instances no longer trust each other.
          ...(facts?.certificates ?? [])
            .filter(({ expiresAt }) => ages.passed(expiresAt, -EXPIRING))
            .map(
              ({ secret, expiresAt }) =>
                `The certificate ${secret} ends at ${expiresAt}.`,
            ),
        ],
        remedy: [
          [
            "Look at the operator's pods.",
            command`kubectl get pods -n ${namespace}`,
          ],
          ...(notInstalled || facts?.operatorUnavailableSince !== undefined
            ? []
            : [
                [
                  'When it runs under another name, tell the portal: operatorWorkload of the cluster.',
                ] as [string],
              ]),
          [
            'When it was never installed, apply a CloudNativePG release with kubectl apply --server-side.',
          ],
        ],
      },
    ];
  },
);
