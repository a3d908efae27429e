import { urlOf } from '../endpoint';
import { notSeen, type CheckRule } from './check';

export const endpointAnswers: CheckRule = {
  id: 'endpoint-answers',
  check({ deployment, sights }) {
    const { visible, facts, reason } = sights.endpoint;
    const { host, port } = deployment;
    if (!visible || !facts) {
      return notSeen(reason);
    }
    const { rootStatus, httpVersion, failedAt, served } = facts;
    const answered = rootStatus !== undefined;
    const oldVersion = httpVersion !== undefined && /(^|\/)1/.test(httpVersion);
    return {
      result:
        rootStatus === 200 &&
        failedAt === undefined &&
        served?.trusted !== false &&
        !oldVersion
          ? 'pass'
          : 'fail',
      evidence: answered
        ? `HTTP/${(httpVersion ?? '?').replace(
            /^(HTTP\/|h)/i,
            '',
          )} ${rootStatus}${served?.trusted === false ? ', not trusted' : ''}`
        : facts.reason ?? `No answer from ${urlOf(host, port)}`,
    };
  },
};
