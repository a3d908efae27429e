import type { StoredObject } from '../../apiserver/ClusterStore';
import { applyRelease } from './applyRelease';
import { patienceOf, wordsOf, type HelmWorld } from './HelmWorld';
import type { PlannedRelease } from './planRelease';
import { releaseOf } from './releaseOf';
import { supersede, writeRelease, type ReleaseRecord } from './releaseRecord';
import { runHooks } from './runHooks';

/** What comes of writing a release. */
export type Deployed =
  | { error: unknown }
  | { message: string; lines: string[] };

/** Server-side apply is what Helm 4 does, unless the release was written otherwise before. */
function isServerSide(
  { spec }: StoredObject,
  latest: ReleaseRecord | undefined,
): boolean {
  return spec.serverSide === undefined || spec.serverSide === 'auto'
    ? latest?.applyMethod !== 'csa'
    : spec.serverSide === 'true';
}

/**
 * Writes a revision: its record first, so that whatever goes wrong from here on leaves the release
 * failed, and whoever is cut off leaves it pending.
 */
export function* deployRelease(
  { store, clock, disturbances }: HelmWorld,
  helmChart: StoredObject,
  planned: PlannedRelease,
  {
    latest,
    labels,
    takes,
  }: {
    latest?: ReleaseRecord;
    labels: Record<string, string>;
    takes: number;
  },
): Generator<number, Deployed> {
  const { spec, metadata } = helmChart;
  const release = releaseOf(helmChart);
  const verb = latest ? 'upgrade' : 'install';
  const serverSide = isServerSide(helmChart, latest);
  const record: ReleaseRecord = {
    ...release,
    version: (latest?.version ?? 0) + 1,
    status: `pending-${verb}`,
    chart: planned.chart,
    config: planned.values,
    objects: planned.objects,
    description: latest ? 'Preparing upgrade' : 'Initial install underway',
    at: clock.now(),
    applyMethod: serverSide ? 'ssa' : 'csa',
    labels,
  };
  try {
    writeRelease(store, record);
    const patience = patienceOf(helmChart);
    yield* runHooks(store, planned.hooks, `pre-${verb}`, patience);
    yield takes;
    const place = `${metadata.namespace}/${metadata.name}`;
    const refused = disturbances.refused.get(place);
    if (refused) {
      throw new Error(refused);
    }
    applyRelease(store, planned.objects, latest?.objects ?? [], release, {
      serverSide,
      force: Boolean(spec.forceConflicts),
    });
  } catch (error) {
    const description = wordsOf(error);
    writeRelease(store, { ...record, status: 'failed', description });
    return { error };
  }
  supersede(store, record);
  const description = latest ? 'Upgrade complete' : 'Install complete';
  writeRelease(store, { ...record, status: 'deployed', description });
  return {
    message: `${latest ? 'Upgraded' : 'Installed'} Helm chart ${release.name}`,
    lines: [
      `+ helm_v3 ${verb} ${release.name} --namespace ${release.namespace} --version ${planned.chart.version}`,
      `NAME: ${release.name}`,
      `NAMESPACE: ${release.namespace}`,
      'STATUS: deployed',
      `REVISION: ${record.version}`,
    ],
  };
}
