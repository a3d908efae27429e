import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { helmChartConfigs } from '../../run/helmChartConfigs';
import type { Facts } from '../../run/RunContext';
import type { CheckGroup } from '../CheckGroup';
import { featuresOf, type Definition } from '../helmFeatures';
import type { Seen } from '../Looks';
import { about, type PreflightCheck } from '../PreflightCheck';

const GROUP = 'helm.cattle.io/v1';

/** The helm-controller, what it can do, and what would interfere with the release. */
export const helmController: CheckGroup = async ({ run, looks }) => {
  const { systemNamespace } = run.cluster;
  const [served, definition, override] = await Promise.all([
    looks.serves(GROUP),
    looks.get<Definition>(
      resources.customResourceDefinitions,
      'helmcharts.helm.cattle.io',
    ),
    looks.get(helmChartConfigs, run.names.release, systemNamespace),
  ]);
  const helm = featuresOf(definition);
  return {
    facts: { helm },
    checks: [
      judgeController(served),
      judgeSchema(definition, helm),
      judgeOverride(override, `${systemNamespace}/${run.names.release}`),
    ],
  };
};

function judgeController(served: Seen<string[]>): PreflightCheck {
  const check = about('helm-controller', 'helm-controller');
  if (served.state === 'hidden') {
    return check.unknown(served.detail, served.remedy);
  }
  return served.state === 'there' && served.value.includes('helmcharts')
    ? check.pass('HelmCharts are served')
    : check.fail(
        `the helm-controller (RKE2, K3s) is not there (${GROUP})`,
        'use a cluster of RKE2 or K3s, or render the files and deliver them otherwise',
      );
}

/** @internal */
export function judgeSchema(
  definition: Seen<Definition>,
  { failurePolicy, forceConflicts }: Facts['helm'],
): PreflightCheck {
  const check = about('helmchart-schema', "HelmChart's fields");
  const waits =
    'a failed release will wait for an operator (failurePolicy abort)';
  if (definition.state !== 'there') {
    return check.unknown(
      `the HelmChart schema cannot be read, so ${waits}`,
      definition.state === 'hidden'
        ? definition.remedy
        : 'install the CRDs of the helm-controller',
    );
  }
  if (failurePolicy === 'abort') {
    return check.warn(
      `this helm-controller has no failurePolicy retry: ${waits}`,
      'upgrade RKE2 to 1.33.13+rke2r2, 1.34.10, 1.35.7 or 1.36.3 or later',
    );
  }
  return check.pass(
    `failurePolicy retry${forceConflicts ? ', forceConflicts' : ''}`,
  );
}

/** @internal */
export function judgeOverride(
  override: Seen<KubeObject>,
  name: string,
): PreflightCheck {
  const check = about('no-helmchartconfig', 'No HelmChartConfig');
  if (override.state === 'hidden') {
    return check.unknown(override.detail, override.remedy);
  }
  return override.state === 'there'
    ? check.fail(
        `a HelmChartConfig ${name} would change the release, and how its failures are handled`,
        'remove it',
      )
    : check.pass('nothing overrides the release');
}
