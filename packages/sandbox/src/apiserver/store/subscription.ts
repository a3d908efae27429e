import type { StoreEvent } from '../ClusterStore';
import type { ObjectTable } from './ObjectTable';

/**
 * Delivers what there is and then every change, one after the other and never from inside the write
 * that caused it: a controller may write while it is being told.
 */
export function subscribeInOrder(
  table: ObjectTable,
  listener: (event: StoreEvent) => void,
): () => void {
  const waiting: StoreEvent[] = table
    .list()
    .map(object => ({ type: 'ADDED', object }));
  let scheduled = false;
  let ended = false;

  function deliver() {
    scheduled = false;
    const event = waiting.shift();
    if (!event || ended) {
      return;
    }
    schedule();
    listener(event);
  }
  function schedule() {
    if (!scheduled && waiting.length > 0) {
      scheduled = true;
      queueMicrotask(deliver);
    }
  }

  const end = table.onChange(({ type, object, previous }) => {
    waiting.push({ type, object, ...(previous ? { previous } : {}) });
    schedule();
  });
  schedule();
  return () => {
    ended = true;
    end();
  };
}
