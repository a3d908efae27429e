import { ConflictError } from '@backstage/errors';
import { kasmVersion } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import { isRolledOut, type Component } from '../run/components';
import type { RunContext } from '../run/RunContext';
import { withoutStack } from '../run/withoutStack';
import { externalManager } from './externalManager';

const INSTANCE = 'app.kubernetes.io/instance';
const ROLE = 'app.kubernetes.io/component';
const CHART = 'helm.sh/chart';

/** A Kasm that is there, and that no descriptor speaks of as ours. */
export interface Installation {
  components: Component[];
  manager: ReturnType<typeof externalManager>;
}

/** @throws ConflictError when there is no Kasm, or one of another release, in the namespace */
export async function findInstallation(run: RunContext): Promise<Installation> {
  const { namespace, release } = run.names;
  const { items } = await run.client.list<Component>(resources.deployments, {
    namespace,
    labelSelector: 'app.kubernetes.io/part-of=kasm',
    signal: run.signal,
  });
  if (items.length === 0) {
    throw refusal(
      `There is no Kasm in namespace ${namespace} of cluster ${run.cluster.name} to adopt: check namespace, or create one with adopt: no`,
    );
  }
  const others = items
    .map(({ metadata }) => metadata.labels?.[INSTANCE] ?? 'unknown')
    .filter(instance => instance !== release);
  if (others.length > 0) {
    throw refusal(
      `The Kasm in namespace ${namespace} is of release ${others[0]}, not ${release}: set release: ${others[0]}`,
    );
  }
  return { components: items, manager: externalManager(items) };
}

/** Why an installation cannot be taken over as it stands; empty when it can. */
export function takeOverProblems(
  { spec }: Pick<RunContext, 'spec'>,
  { components, manager }: Installation,
): string[] {
  const { roles, chart } = kasmVersion(spec.kasmVersion);
  const wanted = `${chart.name}-${chart.version}`;
  const charts = new Set(
    components.map(({ metadata }) => metadata.labels?.[CHART] ?? 'unknown'),
  );
  const complete = roles.filter(role =>
    components.some(
      component =>
        component.metadata.labels?.[ROLE] === role && isRolledOut(component),
    ),
  );
  const missing = roles.filter(role => !complete.includes(role));
  return [
    ...(manager === 'argocd' || manager === 'flux'
      ? [
          `${
            manager === 'argocd' ? 'Argo CD' : 'Flux'
          } runs it and would undo what the portal does: remove it there first, without its objects (${
            manager === 'argocd'
              ? 'argocd app delete --cascade=false'
              : 'flux suspend, then delete with spec.prune: false'
          })`,
        ]
      : []),
    ...[...charts]
      .filter(found => found !== wanted)
      .map(
        found =>
          `it is of chart ${found}, and Kasm ${spec.kasmVersion} is made with ${wanted}: choose the version that it has, or upgrade it first`,
      ),
    ...(missing.length > 0
      ? [
          `not all of it runs (${missing.join(
            ', ',
          )}): a release that is not deployed is not taken over`,
        ]
      : []),
  ];
}

export function refusal(message: string): ConflictError {
  return withoutStack(new ConflictError(`${message}. Nothing was changed`));
}
