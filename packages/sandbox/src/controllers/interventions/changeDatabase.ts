import { CLUSTERS } from '../cloudNativePg/facts';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { present, type Place } from './Place';

/** What of a Cluster is set; undefined means: taken away. */
export interface DatabaseChange {
  spec?: Record<string, unknown>;
  annotations?: Record<string, string | undefined>;
}

/** Sets members of an object; those that are undefined go. */
function assign(target: Record<string, unknown>, members: object): void {
  for (const [name, value] of Object.entries(members)) {
    if (value === undefined) {
      delete target[name];
    } else {
      target[name] = value;
    }
  }
}

/**
 * Changes a database as somebody with kubectl would. Healing sets back what was there before, of what
 * was changed.
 *
 * @public
 */
export function changeDatabase(
  { rke2 }: Controllers,
  place: Place,
  { spec = {}, annotations = {} }: DatabaseChange,
): Heal {
  const { namespace, name } = place;
  const before = present(rke2, CLUSTERS, place, 'database cluster');
  const write = (change: Required<DatabaseChange>) =>
    rke2.update(CLUSTERS, namespace, name, copy => {
      assign(copy.spec, change.spec);
      assign((copy.metadata.annotations ??= {}), change.annotations);
    });
  const earlier = (from: Record<string, unknown> = {}, members: object) =>
    Object.fromEntries(Object.keys(members).map(key => [key, from[key]]));
  write({ spec, annotations });
  return once(() => {
    write({
      spec: earlier(before.spec, spec),
      annotations: earlier(before.metadata.annotations, annotations) as Record<
        string,
        string | undefined
      >,
    });
  });
}
