import type { StoredObject } from '../ClusterStore';
import { fieldSelector } from '../selectors/fieldSelector';
import { labelSelector } from '../selectors/labelSelector';
import type { ResourceRequest } from './ResourceRequest';

/** Which objects of the kind the request's path and selectors mean. */
export function selection({
  kind,
  namespace,
  query,
}: ResourceRequest): (object: StoredObject) => boolean {
  const matchesLabels = labelSelector(query.get('labelSelector') ?? '');
  const matchesFields = fieldSelector(kind, query.get('fieldSelector') ?? '');
  return object =>
    (!namespace || object.metadata.namespace === namespace) &&
    matchesLabels(object.metadata.labels) &&
    matchesFields(object);
}

/** Whether the query selects less than everything. */
export function hasSelectors(query: URLSearchParams): boolean {
  return !!query.get('labelSelector') || !!query.get('fieldSelector');
}
