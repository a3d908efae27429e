import { notSeen, type CheckRule } from './check';

export const apiHealthy: CheckRule = {
  id: 'api-healthy',
  check({ sights }) {
    const { visible, facts, reason } = sights.endpoint;
    if (!visible || !facts) {
      return notSeen(reason);
    }
    const { apiHealthy: healthy, apiStatus } = facts;
    if (healthy === undefined) {
      return {
        result: 'fail',
        evidence: facts.reason ?? 'It did not answer.',
      };
    }
    return {
      result: healthy ? 'pass' : 'fail',
      evidence: healthy
        ? 'ok'
        : `${apiStatus ?? 'No answer'}${
            facts.apiIsPage ? ', a page for people' : ''
          }`,
    };
  },
};
