import type { StoreEvent } from '../ClusterStore';
import type { ObjectTable } from './ObjectTable';

/**
 * Delivers what there is and then every change, in order and never from inside the write that caused
 * it: a controller may write while it is being told. What has come together is delivered together, so
 * that who collects what to do finds all of it.
 */
export function subscribeInOrder(
  table: ObjectTable,
  listener: (event: StoreEvent) => void,
): () => void {
  let waiting: StoreEvent[] = table
    .list()
    .map(object => ({ type: 'ADDED', object }));
  let scheduled = false;
  let ended = false;

  function deliver() {
    scheduled = false;
    const events = waiting;
    waiting = [];
    let delivered = 0;
    try {
      while (delivered < events.length && !ended) {
        delivered += 1;
        listener(events[delivered - 1]);
      }
    } finally {
      // Who throws misses no more than that one.
      waiting = [...events.slice(delivered), ...waiting];
      schedule();
    }
  }
  function schedule() {
    if (!scheduled && waiting.length > 0 && !ended) {
      scheduled = true;
      queueMicrotask(deliver);
    }
  }

  const end = table.onChange(change => {
    waiting.push(change);
    schedule();
  });
  schedule();
  return () => {
    ended = true;
    end();
  };
}
