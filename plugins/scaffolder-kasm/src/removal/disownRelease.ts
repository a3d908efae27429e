import { groupOf, resources } from '@kasm-portal/backstage-plugin-kasm-node';
import type { RunContext } from '../run/RunContext';
import { safeName } from './removalCommand';

/** Why the HelmChart of an installation that was there before the portal is not removed. */
export const WHY_KEPT =
  'runs an installation that was there before: removing it would uninstall that Kasm';

/**
 * How to remove a HelmChart without having the helm-controller uninstall what it runs. Joined so that
 * nothing is deleted before the controller was told to look away, which is what makes it safe.
 */
export function disownRelease({
  cluster,
  names: { release },
}: Pick<RunContext, 'cluster' | 'names'>): string {
  const { plural } = resources.helmCharts;
  const kind = `${plural}.${groupOf(resources.helmCharts)}`;
  const kubectl = `kubectl --context ${safeName(cluster.name)}`;
  const there = `${kubectl} -n ${safeName(cluster.systemNamespace)}`;
  const name = safeName(release);
  return [
    `${there} annotate ${kind} ${name} helmcharts.helm.cattle.io/unmanaged=true`,
    `${there} delete ${kind} ${name} --wait=false`,
    `${there} patch ${kind} ${name} --type=merge -p '{"metadata":{"finalizers":null}}'`,
    `${there} delete job/helm-install-${name} serviceaccount/helm-${name} secret/chart-values-${name} --ignore-not-found`,
    `${kubectl} delete clusterrolebinding helm-${safeName(
      cluster.systemNamespace,
    )}-${name} --ignore-not-found`,
  ].join(' && ');
}
