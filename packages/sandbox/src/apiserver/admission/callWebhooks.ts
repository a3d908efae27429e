import type { StoredObject } from '../ClusterStore';
import type { ResourceRequest } from '../http/ResourceRequest';
import type { ResourceKind } from '../resources/ResourceKind';
import { readObject } from './readObject';

/**
 * Asks the webhooks about an object that a client writes: first those that change it, then those that
 * judge it. Deletions and subresources concern none. Returns their warnings; throws their refusal.
 */
export function callWebhooks(
  { store, kind, subresource }: ResourceRequest,
  object: StoredObject,
  before: StoredObject | undefined,
): string[] {
  if (subresource) {
    return [];
  }
  const webhooks = store.webhooks(kind.resource);
  const mutating = webhooks.filter(({ mutate }) => mutate);
  mutating.forEach(webhook => webhook.mutate!(object));
  if (mutating.length > 0) {
    defaultAgain(kind, object);
  }
  return webhooks.flatMap(webhook => webhook.validate?.(object, before) ?? []);
}

/** What a webhook has put in may have defaults of its own. */
function defaultAgain(kind: ResourceKind, object: StoredObject): void {
  const { status } = object;
  delete object.status;
  readObject(kind, object);
  if (status !== undefined) {
    object.status = status;
  }
}
