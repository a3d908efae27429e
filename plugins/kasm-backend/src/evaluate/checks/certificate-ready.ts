import { notSeen, type CheckRule } from './check';

export const certificateReady: CheckRule = {
  id: 'certificate-ready',
  check({ deployment, sights, ages }) {
    const { visible, facts, reason } = sights.certificate;
    if (!visible || !facts) {
      return notSeen(reason);
    }
    if (!facts.present && deployment.delivery === 'external') {
      return {
        result: 'skipped',
        evidence: 'There is no Certificate; it may come from elsewhere.',
      };
    }
    // Without an end it cannot be known to be valid still.
    const expired = ages.passed(facts.notAfter);
    const end = facts.notAfter ? `until ${facts.notAfter}` : 'without an end';
    return {
      result: facts.present && facts.ready && !expired ? 'pass' : 'fail',
      evidence: facts.present
        ? `READY ${facts.ready ? 'True' : 'False'}, ${
            expired && facts.notAfter ? 'expired, ' : ''
          }${end}.`
        : 'There is no such Certificate.',
    };
  },
};
