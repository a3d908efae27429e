import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { timestamp } from './conditions';
import { templateHash } from './names';

/** Events leave after an hour, as in a real cluster. */
const EVENT_LIFETIME = 3_600_000;

/** One thing worth telling about an object. */
export interface EventNote {
  type?: 'Normal' | 'Warning';
  reason: string;
  message: string;
  /** The component that speaks: `kubelet`, `default-scheduler`. */
  source: string;
}

/**
 * Writes an event about an object; the same words about the same object only raise its count.
 */
export function recordEvent(
  store: ClusterStore,
  clock: Clock,
  about: StoredObject,
  note: EventNote,
): void {
  // Events of the past would be gone by now.
  if (clock.live === false) {
    return;
  }
  // Events about cluster-wide objects live in `default`.
  const namespace = about.metadata.namespace ?? 'default';
  const name = `${about.metadata.name}.${templateHash(
    [about.metadata.uid, note],
    16,
  )}`;
  const now = timestamp(clock.now());
  if (store.get('events', namespace, name)) {
    store.update('events', namespace, name, event => {
      event.count = (event.count ?? 1) + 1;
      event.lastTimestamp = now;
    });
    return;
  }
  const space = store.get('namespaces', undefined, namespace);
  if (!space || space.metadata.deletionTimestamp) {
    return;
  }
  store.create({
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, namespace },
    involvedObject: {
      apiVersion: about.apiVersion,
      kind: about.kind,
      name: about.metadata.name,
      namespace: about.metadata.namespace,
      uid: about.metadata.uid,
      resourceVersion: about.metadata.resourceVersion,
    },
    type: note.type ?? 'Normal',
    reason: note.reason,
    message: note.message,
    source: { component: note.source },
    reportingComponent: note.source,
    reportingInstance: '',
    firstTimestamp: now,
    lastTimestamp: now,
    count: 1,
  });
  clock.after(EVENT_LIFETIME, () => store.delete('events', namespace, name));
}
