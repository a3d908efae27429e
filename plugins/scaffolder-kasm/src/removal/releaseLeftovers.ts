import {
  resources,
  type KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { RunContext } from '../run/RunContext';
import { isKubeError } from '../run/StepFailure';
import { describeObject } from '../run/WriteRecord';
import { clusterRoleBindings, serviceAccounts } from './removalResource';
import { lookAt, type Removing } from './removeObject';
import {
  objectsIn,
  toLeft,
  whatIsLeft,
  WORKLOADS,
  type Left,
  type Sight,
} from './whatIsLeft';

const KEEP = 'helm.sh/resource-policy';

/**
 * What is still there of a release after its HelmChart is gone. Asked of the cluster, because the Job
 * that uninstalls says that it is complete whatever became of it.
 */
export async function releaseLeftovers(run: Removing): Promise<Left[]> {
  const { left, unseen } = await whatIsLeft(
    run,
    `release ${run.names.release}`,
    () => lookAround(run),
  );
  if (unseen.length > 0) {
    run.progress.warn(
      `Whether something of release ${
        run.names.release
      } is left could not be seen everywhere; the writer may not: ${[...unseen]
        .sort()
        .join('; ')}`,
    );
  }
  return left;
}

async function lookAround(run: Removing): Promise<Sight> {
  const { release, namespace } = run.names;
  const sights = await Promise.all([
    objectsIn(
      run,
      namespace,
      WORKLOADS,
      `app.kubernetes.io/instance=${release}`,
    ),
    ...companions(run).map(([resource, name, where]) =>
      named(run, resource, name, where),
    ),
  ]);
  const left = sights.flatMap(sight => sight.left);
  const kept = left.filter(({ annotations }) => annotations[KEEP] === 'keep');
  kept.forEach(object =>
    run.report.kept(object, 'the chart asks Helm to keep it'),
  );
  return {
    left: left.filter(object => !kept.includes(object)),
    unseen: sights.flatMap(sight => sight.unseen),
  };
}

/** What the helm-controller put beside the HelmChart. */
function companions({
  names: { release },
  cluster: { systemNamespace },
}: RunContext): Array<[KubeResource, string, string | undefined]> {
  return [
    [clusterRoleBindings, `helm-${systemNamespace}-${release}`, undefined],
    [serviceAccounts, `helm-${release}`, systemNamespace],
    [resources.secrets, `chart-values-${release}`, systemNamespace],
  ];
}

async function named(
  run: RunContext,
  resource: KubeResource,
  name: string,
  namespace: string | undefined,
): Promise<Sight> {
  try {
    const found = await lookAt(run, resource, { name, namespace });
    return { left: found ? [toLeft(resource)(found)] : [], unseen: [] };
  } catch (error) {
    if (isKubeError(error, 'forbidden')) {
      const what = { kind: resource.kind, name, namespace };
      return { left: [], unseen: [`get ${describeObject(what)}`] };
    }
    throw error;
  }
}
