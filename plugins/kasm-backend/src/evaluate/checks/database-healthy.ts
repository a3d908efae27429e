import { HEALTHY_PHASE, stoppedOnPurpose } from '../database';
import { notSeen, type CheckRule } from './check';

export const databaseHealthy: CheckRule = {
  id: 'database-healthy',
  check({ sights }) {
    const { visible, facts, reason } = sights.database;
    if (!visible || !facts) {
      return notSeen(reason);
    }
    const healthy =
      facts.present &&
      facts.phase === HEALTHY_PHASE &&
      !stoppedOnPurpose(facts) &&
      facts.ready > 0 &&
      facts.ready === facts.desired;
    return {
      result: healthy ? 'pass' : 'fail',
      evidence: facts.present
        ? `${facts.phase ?? 'No phase'}, ${facts.ready}/${facts.desired} ready.`
        : 'There is no such Cluster.',
    };
  },
};
