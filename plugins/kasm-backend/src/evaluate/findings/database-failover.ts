import { command } from '../command';
import { stoppedOnPurpose } from '../database';
import { rule } from './rule';

const PHASES = ['Failing over', 'Switchover in progress'];
const SHORT = 120;
const LONG = 300;

export const databaseFailover = rule(
  'database-failover',
  'database',
  context => {
    const { deployment, sights, ages } = context;
    const { facts } = sights.database;
    // Without a primary yet, the first one is being made.
    if (!facts?.present || !facts.currentPrimary || stoppedOnPurpose(facts)) {
      return [];
    }
    const { currentPrimary, targetPrimary, phase } = facts;
    const moves =
      targetPrimary !== undefined && targetPrimary !== currentPrimary;
    if (!moves && !PHASES.includes(phase ?? '')) {
      return [];
    }
    const since =
      (moves ? facts.targetPrimarySince : undefined) ??
      facts.notReadySince ??
      facts.primaryFailingSince;
    const known = moves && targetPrimary !== 'pending';
    return [
      {
        severity: severityOf(
          ages.olderThan(since, SHORT),
          ages.olderThan(since, LONG),
        ),
        title: `The database is moving its primary from ${currentPrimary} to ${
          known ? targetPrimary : 'another instance'
        }`,
        since,
        hold: LONG,
        evidence: [phase, facts.phaseReason],
        remedy: [
          [
            'Wait; when it is stuck, see what the operator says.',
            command`kubectl -n ${deployment.databaseNamespace} describe clusters.postgresql.cnpg.io ${deployment.databaseCluster}`,
          ],
        ],
      },
    ];
  },
);

function severityOf(afterShort: boolean, afterLong: boolean) {
  if (afterLong) {
    return 'error';
  }
  return afterShort ? 'warning' : 'info';
}
