import { command } from '../command';
import { primaryOf, stoppedOnPurpose } from '../database';
import { rule } from './rule';

/** A switchover takes the primary away for some seconds. */
const HOLD = 60;

/** It stops every instance; small databases are done within minutes. */
const MAJOR_UPGRADE = 'Upgrading Postgres major version';
const UPGRADING = 3600;

export const databaseDown = rule('database-down', 'database', context => {
  const { deployment, sights, ages } = context;
  const { facts, state } = sights.database;
  const { databaseNamespace, databaseCluster } = deployment;
  const absent = facts?.present === false || (state === 'empty' && !facts);
  if (absent) {
    return deployment.state === 'active'
      ? [
          {
            severity: 'critical',
            title: `There is no database cluster ${databaseCluster}`,
            evidence: [`No Cluster of that name in ${databaseNamespace}.`],
            remedy: [
              [
                'See which database clusters there are.',
                command`kubectl -n ${databaseNamespace} get clusters.postgresql.cnpg.io`,
              ],
              ['Restore it from a backup; see the runbook first.'],
            ],
          },
        ]
      : [];
  }
  // Without a primary so far it is being created, which is another finding.
  if (!facts?.currentPrimary || stoppedOnPurpose(facts)) {
    return [];
  }
  if (
    facts.phase === MAJOR_UPGRADE &&
    !ages.olderThan(facts.notReadySince, UPGRADING)
  ) {
    return [];
  }
  const primary = primaryOf(facts);
  const none = facts.ready <= 0;
  const withoutPrimary = facts.pods.length > 0 && primary?.ready !== true;
  if (!none && !withoutPrimary) {
    return [];
  }
  return [
    {
      severity: 'critical',
      title: none
        ? 'The database is down: no instance is ready'
        : `The database is down: its primary ${facts.currentPrimary} is not ready`,
      since:
        primary?.readySince ?? facts.primaryFailingSince ?? facts.notReadySince,
      // Several at once are lost; one alone may be moving, or restarting when it is the only one.
      ...(none && facts.desired > 1 ? { settling: false } : { hold: HOLD }),
      evidence: [
        `${facts.ready} of ${facts.desired} instances are ready.`,
        facts.phase,
        facts.phaseReason,
      ],
      remedy: [
        [
          'Look at its pods and their nodes.',
          command`kubectl -n ${databaseNamespace} get pods -l cnpg.io/cluster=${databaseCluster} -o wide`,
        ],
        [
          'Ask the operator.',
          command`kubectl cnpg status ${databaseCluster} -n ${databaseNamespace}`,
        ],
        ['When a node was lost, let it fail over.'],
      ],
    },
  ];
});
