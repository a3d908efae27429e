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

function fieldOf(object: StoredObject, field: string): string {
  if (field === 'source') {
    return object.source?.component ?? '';
  }
  const value = field
    .split('.')
    .reduce<any>((at, member) => at?.[member], object);
  return value === undefined || value === null ? '' : String(value);
}

/** Parses `metadata.name=x,status.phase!=Running`; throws 400 for fields the kind does not offer. */
export function fieldSelector(
  kind: ResourceKind,
  selector: string,
): (object: StoredObject) => boolean {
  const terms = selector
    .split(',')
    .filter(term => term.trim() !== '')
    .map(term => {
      const parts = /^([^!=]+)(!=|==|=)(.*)$/.exec(term.trim());
      if (!parts) {
        throw badRequest(
          `invalid selector: '${term}'; can't understand '${term}'`,
        );
      }
      const [, field, operator, value] = parts;
      if (
        field !== 'metadata.name' &&
        !(field === 'metadata.namespace' && kind.namespaced) &&
        !MORE_FIELDS[kind.resource]?.includes(field)
      ) {
        throw badRequest(
          kind.custom || MORE_FIELDS[kind.resource]
            ? `field label not supported: ${field}`
            : `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`,
        );
      }
      return { field, value, wanted: operator !== '!=' };
    });
  return object =>
    terms.every(
      ({ field, value, wanted }) =>
        (fieldOf(object, field) === value) === wanted,
    );
}
