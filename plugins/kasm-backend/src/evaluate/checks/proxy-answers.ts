import { notSeen, type CheckRule } from './check';

export const proxyAnswers: CheckRule = {
  id: 'proxy-answers',
  check({ sights }) {
    const { visible, facts, reason } = sights.endpoint;
    if (!visible || !facts) {
      return notSeen(reason);
    }
    if (facts.proxyValid === undefined) {
      return {
        result: facts.failedAt === undefined ? 'unknown' : 'fail',
        evidence: facts.reason ?? 'It was not asked.',
      };
    }
    return facts.proxyValid
      ? { result: 'pass', evidence: 'ok' }
      : { result: 'fail', evidence: '/checkvalid does not say ok.' };
  },
};
