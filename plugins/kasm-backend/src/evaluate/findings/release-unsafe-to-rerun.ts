import { command } from '../command';
import { runningVersion } from '../components';
import type { Context } from '../Context';
import { podsOf } from '../pods';
import { rule, type Found } from './rule';

/** Until its database is initialised, once, a release has to initialise it. */
const YOUNG = 15 * 60;

type Remedy = Found['remedy'][number];

/**
 * Every upgrade of RKE2 runs `helm upgrade` on Kasm again. Here are the reasons why that would not leave
 * it as it is.
 */
export const releaseUnsafeToRerun = rule(
  'release-unsafe-to-rerun',
  'release',
  context => {
    const { deployment, sights } = context;
    const { facts } = sights.release;
    if (
      deployment.delivery !== 'helmchart' ||
      !facts?.present ||
      facts.deletedAt !== undefined
    ) {
      return [];
    }
    const { release, systemNamespace } = deployment;
    const reasons = reasonsOf(context);
    const config: Remedy = [
      'Remove the HelmChartConfig: its policy wins over that of the HelmChart.',
      command`kubectl -n ${systemNamespace} delete helmchartconfigs.helm.cattle.io ${release}`,
    ];
    return reasons.length === 0
      ? []
      : [
          {
            severity: 'warning',
            title:
              'The next RKE2 upgrade may re-initialise, upgrade or reinstall Kasm',
            evidence: reasons,
            remedy: [
              ...(facts.configPolicy === undefined ? [] : [config]),
              [
                'Run the template “Change” without changing anything: it writes what is safe.',
              ],
              [
                'Compare with what is there now.',
                command`kubectl -n ${systemNamespace} get helmcharts.helm.cattle.io ${release} -o jsonpath='{.spec.version} {.spec.failurePolicy}'`,
              ],
            ],
          },
        ];
  },
);

/** One sentence for each; empty when Helm may run again. */
function reasonsOf(context: Context): string[] {
  const { release: seen, controlPlane } = context.sights;
  const facts = seen.facts;
  if (!facts) {
    return [];
  }
  const policy = facts.configPolicy ?? facts.failurePolicy;
  const edited = (controlPlane.facts?.workloads ?? []).flatMap(
    ({ component, foreignManagers }) =>
      foreignManagers?.length
        ? [`${component} by ${foreignManagers.join(', ')}`]
        : [],
  );
  const reasons: Array<string | false> = [
    facts.initialize === true &&
      serves(context) &&
      'Its values say dbManagement.initialize: true, so the database would be initialised again.',
    facts.configPolicy !== undefined &&
      `A HelmChartConfig of its name makes the failure policy ${facts.configPolicy}.`,
    facts.configPolicy === undefined &&
      (policy === undefined || policy === 'reinstall') &&
      'Its failure policy is reinstall: a release that failed is uninstalled first.',
    facts.pinned === false &&
      'It names no version of the chart: the newest would be taken.',
    // From 1.19 the Secret is no object of the release and outlives it anyway.
    facts.keepsSecret === false &&
      /^1\.1[0-8]\./.test(runningVersion(context) ?? '') &&
      'Its values let an uninstall remove the Secret that the database knows.',
    edited.length > 0 &&
      !facts.forceConflicts &&
      `Replicas or images were changed by hand: ${edited.join('; ')}.`,
  ];
  return reasons.filter(reason => reason !== false);
}

/** Whether the API is up for so long that its database is surely initialised. */
function serves(context: Context): boolean {
  const { createdAt } = context.sights.release.facts ?? {};
  if (!context.ages.olderThan(createdAt, YOUNG)) {
    return false;
  }
  return podsOf(context, 'controlPlane').some(
    ({ subject, pod }) =>
      subject === 'api' &&
      pod.ready &&
      context.ages.olderThan(pod.readySince, YOUNG),
  );
}
