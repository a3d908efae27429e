import { command } from '../command';
import { serves } from '../database';
import { rule } from './rule';

const USER_ACTION = 'Waiting for user action';
const HOLD = 60;

/** Phases in which CloudNativePG waits for people. Unknown phases are no failure. */
const STOPPED = [
  /^Cluster is unrecoverable and needs manual intervention/,
  /^Invalid cluster definition/,
  /^Unable to create required cluster objects/,
  /^Cluster has incomplete or invalid image catalog/,
  /unknown plugin being required/,
  /error while interacting with plugins/,
  /missing architecture binary/,
];

export const databaseNeedsHands = rule(
  'database-needs-hands',
  'database',
  context => {
    const { facts } = context.sights.database;
    const phase = facts?.phase ?? '';
    const asks = phase === USER_ACTION;
    if (!facts?.present || !(asks || STOPPED.some(one => one.test(phase)))) {
      return [];
    }
    const { databaseNamespace, databaseCluster } = context.deployment;
    const intended = asks && serves(facts) && facts.supervised !== false;
    const withoutPrimary = serves(facts) ? 'error' : 'critical';
    return [
      {
        // Asking before an update is what a supervised update strategy is for.
        severity: intended ? 'warning' : withoutPrimary,
        title: `CloudNativePG stopped: ${facts.phaseReason || phase}`,
        since: facts.notReadySince,
        hold: HOLD,
        evidence: [phase, facts.phaseReason],
        remedy: [
          [
            'See what it asks for.',
            command`kubectl -n ${databaseNamespace} describe clusters.postgresql.cnpg.io ${databaseCluster}`,
          ],
          asks
            ? [
                'A supervised update waits for this.',
                command`kubectl cnpg promote ${databaseCluster} ${facts.targetPrimary} -n ${databaseNamespace}`,
              ]
            : [
                'For a missing plugin, install it in the operator namespace.',
                command`kubectl -n ${context.deployment.operatorNamespace} get deploy`,
              ],
        ],
      },
    ];
  },
);
