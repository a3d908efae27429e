import { badRequest, invalid } from '../StatusError';
import type { LogLine } from '../store/PodLogs';
import { queryNumber } from './listOptions';
import type { ResourceRequest } from './ResourceRequest';
import { sendText } from './respond';
import { existing } from './write';

function containerOf(pod: any, asked: string | null): string {
  const named = (list: any[] | undefined) => (list ?? []).map(c => c.name);
  const all = [
    ...named(pod.spec?.containers),
    ...named(pod.spec?.initContainers),
  ];
  const { name } = pod.metadata;
  if (asked) {
    if (!all.includes(asked)) {
      throw badRequest(`container ${asked} is not valid for pod ${name}`);
    }
    return asked;
  }
  const own = named(pod.spec?.containers);
  if (own.length !== 1) {
    throw badRequest(
      `a container name must be specified for pod ${name}, choose one of: [${own.join(
        ' ',
      )}]`,
    );
  }
  return own[0];
}

/** What of a log is asked for; throws 400 or 422 for what cannot be. */
function logOptions(query: URLSearchParams, pod: string, now: Date) {
  const tail = queryNumber(query, 'tailLines');
  const limit = queryNumber(query, 'limitBytes');
  const seconds = queryNumber(query, 'sinceSeconds');
  const time = query.get('sinceTime') || undefined;
  if (time && Number.isNaN(Date.parse(time))) {
    throw badRequest(
      `parsing time "${time}" as "2006-01-02T15:04:05Z07:00": cannot parse "${time}" as "2006"`,
    );
  }
  const wrong = (field: string, value: number, why: string) => ({
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${value}: ${why}`,
    field,
  });
  const causes = [
    ...(tail !== undefined && tail < 0
      ? [wrong('tailLines', tail, 'must be greater than or equal to 0')]
      : []),
    ...(limit !== undefined && limit < 1
      ? [wrong('limitBytes', limit, 'must be greater than 0')]
      : []),
    ...(seconds !== undefined && seconds < 1
      ? [wrong('sinceSeconds', seconds, 'must be greater than 0')]
      : []),
    ...(seconds !== undefined && time
      ? [
          {
            reason: 'FieldValueForbidden',
            message:
              'Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified',
            field: '[]',
          },
        ]
      : []),
  ];
  if (causes.length > 0) {
    throw invalid({ kind: 'PodLogOptions', group: '' }, pod, causes);
  }
  const since =
    seconds !== undefined
      ? now.getTime() - seconds * 1000
      : Date.parse(time ?? '');
  return { tail, limit, since: since || 0 };
}

/** Answers what a container wrote, as plain text. */
export function podLog(asked: ResourceRequest): void {
  const { store, query, response, namespace, name } = asked;
  const pod = existing(asked);
  const container = containerOf(pod, query.get('container'));
  const previous = query.get('previous') === 'true';
  const { tail, limit, since } = logOptions(query, name!, store.now());
  if (!pod.spec?.nodeName && !pod.status?.containerStatuses) {
    response.writeHead(204);
    response.end();
    return;
  }
  const lines = store.logs.read(namespace!, name!, container, previous);
  if (!lines) {
    throw badRequest(
      `previous terminated container "${container}" in pod "${name}" not found`,
    );
  }
  const write = ({ time, text }: LogLine) =>
    `${
      query.get('timestamps') === 'true' ? `${time.toISOString()} ` : ''
    }${text}\n`;
  const recent = lines.filter(({ time }) => time.getTime() >= since);
  const shown = tail === undefined ? recent : recent.slice(-tail || Infinity);
  const text = Buffer.from(shown.map(write).join(''))
    .subarray(0, limit)
    .toString();
  if (query.get('follow') !== 'true' || previous) {
    sendText(response, 200, text);
    return;
  }
  response.writeHead(200, { 'Content-Type': 'text/plain' });
  response.flushHeaders();
  response.write(text);
  const end = store.logs.follow(namespace!, name!, container, line =>
    response.write(write(line)),
  );
  const endWithPod = store.onChange(asked.kind, ({ type, object }) => {
    if (type === 'DELETED' && object.metadata.uid === pod.metadata.uid) {
      response.end();
    }
  });
  response.on('close', () => {
    end();
    endWithPod();
  });
}
