import {
  deploymentObjects,
  firstBackup,
  type Manifest,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import type { KasmDeploymentSpec } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type { DesiredObject } from '../plan/desiredObjects';
import type { PlanEntry } from '../plan/PlanEntry';
import { planObjects } from '../plan/planObjects';
import { resourceOf } from '../run/resourceOf';
import type { PreparedRun } from '../run/RunContext';
import { settingsOf } from '../run/settings';
import { describeObject } from '../run/WriteRecord';
import { read, sideBySide } from '../run/writing';
import { startsBackups } from './specChanges';

/**
 * What an update would do to each object, as the server itself says in a dry run. What the deployment
 * had and does not want any more comes last.
 *
 * @throws ConflictError when an object belongs to somebody else
 */
export async function planUpdate(
  run: PreparedRun,
  before: KasmDeploymentSpec,
): Promise<PlanEntry[]> {
  const backup = startsBackups(before, run.spec)
    ? firstBackup(run.spec)
    : undefined;
  const [planned, removals] = await Promise.all([
    planObjects(run, [
      ...wantedObjects(run, run.spec),
      ...(backup
        ? [{ part: 'backup', manifest: backup, written: 'applied' } as const]
        : []),
    ]),
    planRemovals(run, before),
  ]);
  return [...planned, ...removals];
}

async function planRemovals(
  run: PreparedRun,
  before: KasmDeploymentSpec,
): Promise<PlanEntry[]> {
  const entries = await sideBySide(
    noLongerWanted(run, before).map(manifest => async () => {
      const { apiVersion, kind, metadata } = manifest;
      const { name, namespace } = metadata;
      const found = await read(run, resourceOf(manifest), name, namespace);
      return found?.metadata.labels?.[DEPLOYMENT_LABEL] === run.spec.name
        ? [
            {
              action: 'remove' as const,
              apiVersion,
              kind,
              ...(namespace && { namespace }),
              name,
              fields: [],
            },
          ]
        : [];
    }),
  );
  return entries.flat();
}

/** Objects that the spec before led to, and the spec of this run does not. */
export function noLongerWanted(
  run: PreparedRun,
  before: KasmDeploymentSpec,
): Manifest[] {
  const nameOf = ({ kind, metadata }: Manifest) =>
    describeObject({ kind, ...metadata });
  const wanted = new Set(
    wantedObjects(run, run.spec).map(({ manifest }) => nameOf(manifest)),
  );
  return wantedObjects(run, before)
    .map(({ manifest }) => manifest)
    .filter(manifest => !wanted.has(nameOf(manifest)));
}

/** Never with the initialisation: Helm would begin it again on a database in use. */
export function wantedObjects(
  run: PreparedRun,
  spec: KasmDeploymentSpec,
): DesiredObject[] {
  return deploymentObjects(spec, settingsOf(run, { initialize: false })).map(
    object => ({ ...object, written: 'applied' }),
  );
}
