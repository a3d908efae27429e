import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import type { ContainerResult } from '../kubelet/ContainerProgram';
import { applyRelease, foreignObject, removeRelease } from './applyRelease';
import { mergeValues, type Chart, type Values } from './Chart';
import { CONFIGS } from './chartResources';
import { chartValues } from './chartValues';
import { nextRun, type FailurePolicy } from './nextRun';
import {
  forgetRelease,
  latestRelease,
  supersede,
  writeRelease,
  type ReleaseRecord,
} from './releaseRecord';

/** Where a HelmChart's release goes. */
export function releaseOf(helmChart: StoredObject) {
  return {
    name: helmChart.metadata.name,
    namespace: (helmChart.spec.targetNamespace ??
      helmChart.metadata.namespace) as string,
  };
}

/** A HelmChartConfig's policy wins, and its default is reinstall. */
export function failurePolicy(
  helmChart: StoredObject,
  config: StoredObject | undefined,
): FailurePolicy {
  return config
    ? config.spec?.failurePolicy ?? 'reinstall'
    : helmChart.spec.failurePolicy ?? 'reinstall';
}

/** The chart of a name, with or without its repository. */
export function chartNamed(
  charts: Chart[],
  name: string = '',
): Chart | undefined {
  return charts.find(each => each.name === name.split('/').pop());
}

/** The chart and version a HelmChart asks for; throws Helm's words when there is none. */
function findChart(
  charts: Chart[],
  { chart: name = '', version, repo }: Values,
) {
  const chart = chartNamed(charts, name);
  if (!chart) {
    throw new Error(
      `chart "${name}" not found${repo ? ` in ${repo} repository` : ''}`,
    );
  }
  const found = version ?? Object.keys(chart.versions).pop()!;
  const appVersion = chart.versions[found];
  if (!appVersion) {
    throw new Error(
      `chart "${name}" matching ${found} not found in ${
        repo ?? name
      } index. (try 'helm repo update')`,
    );
  }
  return { chart, version: found, appVersion };
}

function plan(
  store: ClusterStore,
  charts: Chart[],
  helmChart: StoredObject,
  config: StoredObject | undefined,
) {
  const release = releaseOf(helmChart);
  const { chart, version, appVersion } = findChart(charts, helmChart.spec);
  const values = chartValues(helmChart, config);
  const errors = chart.schemaErrors(values);
  if (errors.length > 0) {
    throw new Error(
      `values don't meet the specifications of the schema(s) in the following chart(s):\n${
        chart.name
      }:\n${errors.join('\n')}`,
    );
  }
  const objects = chart.render(mergeValues(chart.defaults, values), {
    ...release,
    version,
    appVersion,
    lookupSecret: name => store.get('secrets', release.namespace, name),
  });
  const space = store.get('namespaces', undefined, release.namespace);
  if (!space) {
    throw new Error(
      `create: failed to create: namespaces "${release.namespace}" not found`,
    );
  }
  return {
    release,
    values,
    objects,
    chart: { name: chart.name, version, appVersion },
  };
}

/** One run of the helm Job: installs, upgrades or refuses, in Helm's own words. */
export function runHelm(
  store: ClusterStore,
  clock: Clock,
  charts: Chart[],
  helmChart: StoredObject,
): ContainerResult {
  const config = store.get(
    CONFIGS,
    helmChart.metadata.namespace,
    helmChart.metadata.name,
  );
  const release = releaseOf(helmChart);
  let latest = latestRelease(store, release.name, release.namespace);
  const run = nextRun(latest?.status, failurePolicy(helmChart, config));
  if (run === 'wait-for-operator') {
    return failed(
      `Release ${release.name} is in state "${
        latest!.status
      }" and failurePolicy is "abort": waiting for operator intervention`,
    );
  }
  const verb = run === 'upgrade' ? 'UPGRADE' : 'INSTALLATION';
  const fail = (error: unknown) =>
    failed(
      `Error: ${verb} FAILED: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  if (run === 'reinstall') {
    runUninstall(store, helmChart);
    latest = undefined;
  }
  let planned;
  try {
    planned = plan(store, charts, helmChart, config);
    const foreign = foreignObject(store, planned.objects, release);
    if (foreign) {
      throw new Error(foreign);
    }
  } catch (error) {
    // No record is written yet: the next run starts afresh.
    return fail(error);
  }
  const record: ReleaseRecord = {
    ...release,
    version: (latest?.version ?? 0) + 1,
    status: run === 'upgrade' ? 'pending-upgrade' : 'pending-install',
    chart: planned.chart,
    config: planned.values,
    objects: planned.objects,
    description: 'Initial install underway',
    at: clock.now(),
  };
  try {
    writeRelease(store, record);
    applyRelease(store, planned.objects, latest?.objects ?? [], release);
  } catch (error) {
    const result = fail(error);
    writeRelease(store, {
      ...record,
      status: 'failed',
      description: result.message!,
    });
    return result;
  }
  supersede(store, record);
  const done = run === 'upgrade' ? 'Upgrade complete' : 'Install complete';
  writeRelease(store, { ...record, status: 'deployed', description: done });
  return {
    exitCode: 0,
    message: `${run === 'upgrade' ? 'Upgraded' : 'Installed'} Helm chart ${
      release.name
    }`,
    lines: [
      `+ helm_v3 ${run === 'upgrade' ? 'upgrade' : 'install'} ${
        release.name
      } --namespace ${release.namespace} --version ${planned.chart.version}`,
      `NAME: ${release.name}`,
      `NAMESPACE: ${release.namespace}`,
      'STATUS: deployed',
      `REVISION: ${record.version}`,
    ],
  };
}

/** helm uninstall: what the release had goes, but for what asks to be kept. */
export function runUninstall(
  store: ClusterStore,
  helmChart: StoredObject,
): ContainerResult {
  const { name, namespace } = releaseOf(helmChart);
  const latest = latestRelease(store, name, namespace);
  removeRelease(store, latest?.objects ?? []);
  forgetRelease(store, name, namespace);
  return {
    exitCode: 0,
    message: `Uninstalled Helm chart ${name}`,
    lines: [`release "${name}" uninstalled`],
  };
}

function failed(message: string): ContainerResult {
  return { exitCode: 1, message, lines: message.split('\n') };
}
