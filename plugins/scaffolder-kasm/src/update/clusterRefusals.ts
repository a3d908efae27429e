import { kasmVersion } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  deploymentNames,
  type KasmDeploymentSpec,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type { UpdateFacts } from './UpdateFacts';
import { isOlder } from './versionOrder';

/** What stands in the cluster in the way of writing a deployment's objects again. */
export function clusterRefusals(
  before: KasmDeploymentSpec,
  after: KasmDeploymentSpec,
  { chart, databaseUsed, databaseImage }: UpdateFacts,
): string[] {
  const { release } = deploymentNames(before);
  const version = kasmVersion(after.kasmVersion);
  if (!chart) {
    return [
      `HelmChart ${release} is gone: run kasm:deployment:create with the values of the descriptor, which brings it back, and change it then`,
    ];
  }
  const wanted = version.chart.version;
  const major = majorOf(databaseImage);
  return [
    ...(chart.version !== undefined && isOlder(wanted, chart.version)
      ? [
          `HelmChart ${release} runs chart ${chart.version}, and this portal knows ${wanted}, which is older: a chart is never downgraded; update the portal`,
        ]
      : []),
    ...(chart.initialize !== false && !databaseUsed
      ? [
          `HelmChart ${release} still says dbManagement.initialize: true, and Kasm's API never came past its database: see the Job ${version.databaseInit.job.replace(
            '{release}',
            release,
          )}; change it when the database is initialised`,
        ]
      : []),
    ...(major !== undefined &&
    major !== version.postgres.major &&
    after.kasmVersion === before.kasmVersion
      ? [
          `the database runs PostgreSQL ${major}, and Kasm ${version.kasm} wants ${version.postgres.major}: the major version never changes in passing; follow the runbook (operations)`,
        ]
      : []),
  ];
}

/** `…/postgresql:14-standard-bookworm` is 14. */
function majorOf(image: string | undefined): number | undefined {
  const [, major] = /:([0-9]+)[^/]*$/.exec(image ?? '') ?? [];
  return major === undefined ? undefined : Number(major);
}
