import type { StoredObject } from '../ClusterStore';
import type { ResourceKind } from '../resources/ResourceKind';
import { badRequest } from '../StatusError';

/** Fields beyond name and namespace by which a kind can be selected. */
const MORE_FIELDS: Record<string, string[]> = {
  pods: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.podIPs',
    'status.nominatedNodeName',
  ],
  events: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  secrets: ['type'],
  namespaces: ['status.phase'],
  nodes: ['spec.unschedulable'],
  'jobs.batch': ['status.successful'],
};

/** Fields that are not where their selector says. */
const FIELD_VALUES: Record<string, (object: StoredObject) => unknown> = {
  source: event => event.source?.component,
  reportingComponent: event =>
    event.reportingComponent ?? event.source?.component,
  'status.podIPs': pod =>
    pod.status?.podIPs?.map(({ ip }: { ip: string }) => ip).join(','),
  'spec.hostNetwork': pod => Boolean(pod.spec?.hostNetwork),
  'spec.unschedulable': node => Boolean(node.spec?.unschedulable),
  'status.successful': job => job.status?.succeeded ?? 0,
};

function fieldOf(object: StoredObject, field: string): string {
  const value = FIELD_VALUES[field]
    ? FIELD_VALUES[field](object)
    : field.split('.').reduce<any>((at, member) => at?.[member], object);
  return value === undefined || value === null ? '' : String(value);
}

interface Term {
  field: string;
  value: string;
  wanted: boolean;
}

/** A term's value, in which `\,`, `\=` and `\\` stand for the character itself. */
function unescaped(text: string): string {
  const bare = text.replace(/\\[\\,=]/g, '').match(/[=,\\]/)?.[0];
  if (bare) {
    throw badRequest(
      bare === '\\'
        ? 'invalid field selector: invalid escape sequence'
        : `invalid field selector: unescaped character in value: ${bare.charCodeAt(
            0,
          )}`,
    );
  }
  return text.replace(/\\([\\,=])/g, '$1');
}

function parse(selector: string): Term[] {
  const texts = selector.match(/(\\.|[^,\\])+|\\$/g) ?? [];
  return texts.map(text => {
    const parts = /^([^!=]+)(!=|==|=)(.*)$/s.exec(text);
    if (!parts) {
      throw badRequest(
        `invalid selector: '${selector}'; can't understand '${text}'`,
      );
    }
    const [, field, operator, value] = parts;
    return { field, value: unescaped(value), wanted: operator !== '!=' };
  });
}

/** The one name that a selector leaves, if it names one. */
export function nameSelected(selector: string): string | undefined {
  try {
    return parse(selector).find(
      ({ field, wanted, value }) =>
        field === 'metadata.name' && wanted && value !== '',
    )?.value;
  } catch {
    return undefined;
  }
}

function refusal(kind: ResourceKind, field: string): string {
  if (kind.resource === 'jobs.batch') {
    return `field label "${field}" not supported for batchv1.Job`;
  }
  return kind.custom || MORE_FIELDS[kind.resource]
    ? `field label not supported: ${field}`
    : `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`;
}

/** Parses `metadata.name=x,status.phase!=Running`; throws 400 for fields the kind does not offer. */
export function fieldSelector(
  kind: ResourceKind,
  selector: string,
): (object: StoredObject) => boolean {
  const terms = parse(selector);
  for (const { field } of terms) {
    if (
      field !== 'metadata.name' &&
      field !== 'metadata.namespace' &&
      !MORE_FIELDS[kind.resource]?.includes(field)
    ) {
      throw badRequest(refusal(kind, field));
    }
  }
  return object =>
    terms.every(
      ({ field, value, wanted }) =>
        (fieldOf(object, field) === value) === wanted,
    );
}
