import { isInstance, stoppedOnPurpose } from '../database';
import { notSeen, type CheckRule } from './check';

export const databaseRedundant: CheckRule = {
  id: 'database-redundant',
  check({ deployment, sights }) {
    const { visible, facts, reason } = sights.database;
    if (!visible || !facts) {
      return notSeen(reason);
    }
    if (
      facts.present &&
      facts.desired < 2 &&
      deployment.databaseInstances < 2
    ) {
      return { result: 'skipped', evidence: 'One instance was asked for.' };
    }
    const ready = facts.pods.filter(
      ({ ready: serves, component }) => serves && isInstance(component),
    );
    const nodes = new Set(ready.flatMap(({ node }) => node ?? []));
    const redundant =
      facts.present &&
      !stoppedOnPurpose(facts) &&
      ready.length >= 2 &&
      nodes.size >= 2;
    return {
      result: redundant ? 'pass' : 'fail',
      evidence: `${ready.length} ready on ${nodes.size} nodes.`,
    };
  },
};
