import { command } from '../command';
import type { CheckRule } from './check';

export const certificateReady: CheckRule = ({ deployment, sights, ages }) => {
  const { visible, facts, reason } = sights.certificate;
  const check = {
    id: 'certificate-ready',
    title: 'The certificate is issued',
    command: command`kubectl -n ${deployment.namespace} get certificate`,
  };
  if (!visible || !facts) {
    return { ...check, result: 'unknown', evidence: reason ?? 'Not seen.' };
  }
  if (!facts.present && deployment.delivery === 'external') {
    return {
      ...check,
      result: 'skipped',
      evidence: 'There is no Certificate; it may come from elsewhere.',
    };
  }
  // Without an end it cannot be known to be valid still.
  const expired = ages.passed(facts.notAfter);
  const end = facts.notAfter ? `until ${facts.notAfter}` : 'without an end';
  return {
    ...check,
    result: facts.present && facts.ready && !expired ? 'pass' : 'fail',
    evidence: facts.present
      ? `READY ${facts.ready ? 'True' : 'False'}, ${
          expired && facts.notAfter ? 'expired, ' : ''
        }${end}.`
      : 'There is no such Certificate.',
  };
};
