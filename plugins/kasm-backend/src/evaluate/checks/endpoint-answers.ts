import { command } from '../command';
import { urlOf } from '../endpoint';
import type { CheckRule } from './check';

export const endpointAnswers: CheckRule = ({ deployment, sights }) => {
  const { visible, facts, reason } = sights.endpoint;
  const { host, port } = deployment;
  const check = {
    id: 'endpoint-answers',
    title: 'The public host answers',
    command:
      port === 443
        ? command`curl -sI https://${host}/`
        : command`curl -sI https://${host}:${port}/`,
  };
  if (!visible || !facts) {
    return { ...check, result: 'unknown', evidence: reason ?? 'Not seen.' };
  }
  const { rootStatus, httpVersion, failedAt, served } = facts;
  const answered = rootStatus !== undefined;
  const oldVersion = httpVersion !== undefined && /(^|\/)1/.test(httpVersion);
  return {
    ...check,
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
};
