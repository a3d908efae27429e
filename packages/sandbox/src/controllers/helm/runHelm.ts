import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import type { ContainerResult } from '../kubelet/ContainerProgram';
import { addedObjects } from './applyRelease';
import { CONFIGS } from './chartResources';
import { chartNamed, findChart, type FoundChart } from './chartSource';
import { chartValues } from './chartValues';
import { deployRelease } from './deployRelease';
import {
  patienceOf,
  wordsOf,
  type HelmRun,
  type HelmWorld,
  type JobOrder,
} from './HelmWorld';
import { isInterrupted, nextRun } from './nextRun';
import { foreignObject, type Owner } from './ownership';
import { planRelease, type PlannedRelease } from './planRelease';
import { failurePolicy, releaseOf } from './releaseOf';
import {
  latestRelease,
  writeRelease,
  type ReleaseRecord,
} from './releaseRecord';
import { uninstallRelease } from './uninstallRelease';

/** How long helm takes to find out that a chart is not there. */
const LOOKING_IN_VAIN = 1500;
const failed = (message: string, lines: string[] = []): ContainerResult => ({
  exitCode: 1,
  message,
  lines: [...lines, ...message.split('\n')],
});

/** One run of the helm Job: installs, upgrades or refuses, in Helm's own words. */
export function* runHelm(
  world: HelmWorld,
  helmChart: StoredObject,
  order: JobOrder,
): HelmRun {
  const { store, charts, disturbances } = world;
  const { namespace, name } = helmChart.metadata;
  const config = store.get(CONFIGS, namespace, name);
  const release = releaseOf(helmChart);
  const lines: string[] = [];
  const takes = chartNamed(charts, helmChart.spec.chart)?.takes;
  yield (takes ?? LOOKING_IN_VAIN) / 2;

  let latest = latestRelease(store, release.name, release.namespace);
  if (latest?.status === 'deployed' && latest.version !== order.revision) {
    const message = `Release ${release.name} is at revision ${latest.version}, expected ${order.revision}: nothing to do`;
    return { exitCode: 0, message, lines: [message] };
  }
  const run = nextRun(latest?.status, failurePolicy(helmChart, config));
  if (latest && isInterrupted(latest.status)) {
    lines.push(
      `Resetting helm release status from '${latest.status}' to 'failed'`,
    );
    latest = { ...latest, status: 'failed' };
    writeRelease(store, latest);
  }
  if (run === 'wait-for-operator') {
    const message = `Release ${release.name} is in state "failed" and failurePolicy is "abort": waiting for operator intervention`;
    return failed(message, lines);
  }
  const fail = (error: unknown) =>
    failed(
      `Error: ${
        run === 'upgrade' ? 'UPGRADE' : 'INSTALLATION'
      } FAILED: ${wordsOf(error)}`,
      lines,
    );
  let found: FoundChart;
  try {
    const trouble = disturbances.sources.get(`${namespace}/${name}`);
    found = findChart(charts, helmChart.spec, trouble);
  } catch (error) {
    return fail(error);
  }
  if (run === 'reinstall') {
    lines.push(
      ...(yield* uninstallRelease(store, release, patienceOf(helmChart))),
    );
    latest = undefined;
  }
  let planned: PlannedRelease;
  try {
    const values = chartValues(helmChart, config, store);
    planned = planRelease(store, found, values, release);
    requireImportable(world, helmChart, planned, latest);
    requireNamespace(store, helmChart, release);
  } catch (error) {
    // No record is written yet: the next run starts afresh.
    return fail(error);
  }
  const result = yield* deployRelease(world, helmChart, planned, {
    latest,
    labels: order.labels,
    takes: found.chart.takes / 2,
  });
  return 'error' in result
    ? fail(result.error)
    : { exitCode: 0, ...result, lines: [...lines, ...result.lines] };
}

function requireImportable(
  { store }: HelmWorld,
  helmChart: StoredObject,
  { objects }: PlannedRelease,
  latest: ReleaseRecord | undefined,
) {
  if (helmChart.spec.takeOwnership) {
    return;
  }
  const foreign = foreignObject(
    store,
    addedObjects(objects, latest?.objects ?? []),
    releaseOf(helmChart),
    latest ? 'update' : 'install',
  );
  if (foreign) {
    throw new Error(foreign);
  }
}

function requireNamespace(
  store: ClusterStore,
  { spec }: StoredObject,
  { namespace }: Owner,
) {
  if (store.get('namespaces', undefined, namespace)) {
    return;
  }
  if (!spec.createNamespace) {
    throw new Error(
      `create: failed to create: namespaces "${namespace}" not found`,
    );
  }
  store.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace, labels: { name: namespace } },
  });
}
