import { command } from '../command';
import { HEALTHY_PHASE, stoppedOnPurpose } from '../database';
import type { CheckRule } from './check';

export const databaseHealthy: CheckRule = ({ deployment, sights }) => {
  const { visible, facts, reason } = sights.database;
  const { databaseNamespace, databaseCluster } = deployment;
  const check = {
    id: 'database-healthy',
    title: 'The database is healthy',
    command: command`kubectl -n ${databaseNamespace} get clusters.postgresql.cnpg.io ${databaseCluster}`,
  };
  if (!visible || !facts) {
    return { ...check, result: 'unknown', evidence: reason ?? 'Not seen.' };
  }
  const healthy =
    facts.present &&
    facts.phase === HEALTHY_PHASE &&
    !stoppedOnPurpose(facts) &&
    facts.ready > 0 &&
    facts.ready === facts.desired;
  return {
    ...check,
    result: healthy ? 'pass' : 'fail',
    evidence: facts.present
      ? `${facts.phase ?? 'No phase'}, ${facts.ready}/${facts.desired} ready.`
      : 'There is no such Cluster.',
  };
};
