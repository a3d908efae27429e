import type { Facts, RunContext } from '../run/RunContext';

/** What Helm was at, which decides how to go back. */
export type HelmWork = 'install' | 'upgrade' | 'update';

/** What heals a release that Helm could not bring about: it depends on what the controller does next. */
export function howToHealHelm(
  { names, cluster }: Pick<RunContext, 'names' | 'cluster'>,
  policy: Facts['helm']['failurePolicy'],
  work: HelmWork,
): string[] {
  const never = 'Never delete the HelmChart to cure it: that uninstalls Kasm.';
  if (policy === 'retry') {
    return work === 'update'
      ? [
          `undo: true heals it: the controller upgrades a failed release again when its values change. ${never}`,
        ]
      : [
          `Running this again heals it once its cause is gone: Helm is then started anew, and upgrades a failed release.${
            work === 'upgrade' ? ` ${never}` : ''
          }`,
        ];
  }
  const leaves =
    'This controller leaves a failed release to an operator ("waiting for operator intervention"), whatever its values are.';
  const { namespace, release } = names;
  const { systemNamespace } = cluster;
  if (work === 'install') {
    return [
      `${leaves} If there is none yet (helm -n ${namespace} status ${release} finds nothing), running this again is enough. Else have it uninstalled, as a cluster administrator; its database was not in use yet, and stays:`,
      `  kubectl --context ${cluster.name} -n ${systemNamespace} delete helmcharts.helm.cattle.io ${release} --wait`,
      `  kubectl --context ${cluster.name} -n ${namespace} get all -l app.kubernetes.io/instance=${release}`,
      'When nothing is left, run this again.',
    ];
  }
  const rollback = [
    `  helm -n ${namespace} history ${release}`,
    `  helm -n ${namespace} rollback ${release} <last revision that was deployed>`,
  ];
  const settles = `kubectl -n ${systemNamespace} get job helm-install-${release}. ${never}`;
  return work === 'update'
    ? [
        `${leaves} Run undo: true, then as a cluster administrator:`,
        ...rollback,
        `The controller then finds the values of before and settles: ${settles}`,
      ]
    : [
        `${leaves} As a cluster administrator:`,
        ...rollback,
        `The controller then upgrades it again: ${settles} Then run this again.`,
      ];
}
