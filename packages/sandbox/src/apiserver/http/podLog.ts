import { badRequest } from '../StatusError';
import type { LogLine } from '../store/PodLogs';
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

function positive(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') {
    return undefined;
  }
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) {
    throw badRequest(`${name}: Invalid value: "${text}"`);
  }
  return number;
}

/** Answers what a container wrote, as plain text. */
export function podLog(asked: ResourceRequest): void {
  const { store, query, response, namespace, name } = asked;
  const pod = existing(asked);
  const container = containerOf(pod, query.get('container'));
  const previous = query.get('previous') === 'true';
  const tail = positive(query, 'tailLines');
  const limit = positive(query, 'limitBytes');
  const sinceSeconds = positive(query, 'sinceSeconds');
  const sinceTime = query.get('sinceTime');
  const since =
    sinceSeconds !== undefined
      ? store.now().getTime() - sinceSeconds * 1000
      : Date.parse(sinceTime ?? '') || 0;
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
