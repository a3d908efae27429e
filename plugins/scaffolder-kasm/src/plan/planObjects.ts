import type { Manifest } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { resourceOf } from '../run/resourceOf';
import type { RunContext } from '../run/RunContext';
import { preview, read, refuseForeign, sideBySide } from '../run/writing';
import type { DesiredObject } from './desiredObjects';
import { diffFields } from './diffFields';
import type { PlanEntry } from './PlanEntry';

/**
 * Asks the server, without storing anything, what would become of each object.
 *
 * @throws ConflictError when one belongs to somebody else, or fields of it do
 */
export function planObjects(
  run: RunContext,
  objects: readonly DesiredObject[],
): Promise<PlanEntry[]> {
  return sideBySide(objects.map(object => () => planOne(run, object)));
}

async function planOne(
  run: RunContext,
  { manifest, written }: DesiredObject,
): Promise<PlanEntry> {
  const { name, namespace } = manifest.metadata;
  const existing = await read(run, resourceOf(manifest), name, namespace);
  if (written === 'ifAbsent') {
    // left alone when it is there, whosever it is
    return entry(manifest, existing ? 'unchanged' : 'create');
  }
  if (existing) {
    refuseForeign(run, manifest, existing);
  }
  const answer = await preview(run, manifest);
  if (!existing) {
    return {
      ...entry(manifest, 'create'),
      ...(!answer && { unchecked: true }),
    };
  }
  const fields = answer ? diffFields(existing, answer) : [];
  return fields.length > 0
    ? { ...entry(manifest, 'change'), fields }
    : entry(manifest, 'unchanged');
}

function entry(
  { apiVersion, kind, metadata }: Manifest,
  action: PlanEntry['action'],
): PlanEntry {
  const { name, namespace } = metadata;
  return {
    action,
    apiVersion,
    kind,
    ...(namespace && { namespace }),
    name,
    fields: [],
  };
}
