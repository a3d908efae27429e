import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import type { Manifest } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import type { CreatedObject } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';
import { describeObject, type WriteRecord } from '../run/WriteRecord';

/** An object that is wanted, and what stands in the cluster before anything of it is written. */
export interface Looked {
  manifest: Pick<Manifest, 'apiVersion' | 'kind' | 'metadata'>;
  existing?: KubeObject;
}

/**
 * Entries for a descriptor, made before the objects are: whatever is not there now is this task's, so
 * that a rollback knows it however the task ends. What is there keeps the entry it has.
 */
export function announcedEntries(
  before: readonly CreatedObject[],
  looked: readonly Looked[],
  { task, name }: { task: string; name: string },
): CreatedObject[] {
  const entries = new Map(before.map(entry => [describeObject(entry), entry]));
  for (const { manifest, existing } of looked) {
    const entry = entryOf(manifest);
    const key = describeObject(entry);
    if (!existing) {
      entries.set(key, { ...entry, uid: '', task });
    } else if (
      !entries.has(key) &&
      existing.metadata.labels?.[DEPLOYMENT_LABEL] === name
    ) {
      // of an earlier run that nobody remembers
      entries.set(key, { ...entry, uid: existing.metadata.uid ?? '' });
    }
  }
  return inOrder([...entries.values()]);
}

/** The same entries after the objects were seen stored, without what was taken away again. */
export function settledEntries(
  before: readonly CreatedObject[],
  written: WriteRecord,
  {
    descriptor,
    systemNamespace,
  }: { descriptor: string; systemNamespace: string },
): CreatedObject[] {
  const entries = new Map(
    before
      .filter(entry => !written.hasRemoved(entry))
      .map(entry => [describeObject(entry), entry]),
  );
  for (const { outcome: _, ...seen } of written.all()) {
    // the one goes last of all, the other belongs to all deployments
    if (
      (seen.kind === 'ConfigMap' && seen.name === descriptor) ||
      (seen.kind === 'Namespace' && seen.name === systemNamespace)
    ) {
      continue;
    }
    const key = describeObject(seen);
    entries.set(key, { ...entries.get(key), ...seen });
  }
  return inOrder([...entries.values()]);
}

function entryOf({ apiVersion, kind, metadata }: Looked['manifest']) {
  const { name, namespace } = metadata;
  return { apiVersion, kind, ...(namespace && { namespace }), name };
}

/** In an order of its own: runs meet objects in different orders. */
function inOrder(entries: CreatedObject[]): CreatedObject[] {
  return entries.sort((left, right) =>
    describeObject(left).localeCompare(describeObject(right), 'en'),
  );
}
