import { databaseLoginRefused } from '../findings/database-login-refused';
import { notSeen, type CheckRule } from './check';

export const secretsMatch: CheckRule = {
  id: 'secrets-match',
  check(context) {
    const { visible, facts, reason } = context.sights.controlPlane;
    if (!visible || !facts) {
      return notSeen(reason);
    }
    const [refused] = databaseLoginRefused.find(context);
    if (refused) {
      return { result: 'fail', evidence: refused.title };
    }
    // No Secret is read: whoever works with the database was let in.
    const works = facts.workloads.some(
      ({ component, available }) => component === 'api' && available > 0,
    );
    return works
      ? { result: 'pass', evidence: 'The database lets Kasm in.' }
      : notSeen('No login is seen, good or bad.');
  },
};
