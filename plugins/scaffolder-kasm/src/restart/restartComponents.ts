import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import { componentsOf, isRolledOut, type Component } from '../run/components';
import { podTrouble } from '../run/podTrouble';
import type { RunContext } from '../run/RunContext';
import { isKubeError, reasonOf, StepFailure } from '../run/StepFailure';
import { waitFor } from '../run/waitFor';

/** As `kubectl rollout restart` writes it; Helm knows nothing of it and leaves it alone. */
const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

/** What became of each component that was asked for. */
export interface Restarted {
  restarted: string[];
  /** Were restarted since the request was made, and not once more. */
  already: string[];
}

/**
 * Rolls components one after the other, each only when the one before runs. A component that was
 * rolled since `requestedAt` has what was asked for: so a task that is taken up again restarts
 * nothing twice.
 *
 * @throws StepFailure that names the component which did not come back
 */
export async function restartComponents(
  run: RunContext,
  roles: readonly string[],
  requestedAt: Date,
): Promise<Restarted> {
  const result: Restarted = { restarted: [], already: [] };
  for (const role of roles) {
    run.signal.throwIfAborted();
    const component = (await componentsOf(run, run.signal)).get(role);
    if (!component) {
      throw new StepFailure(
        `There is no component ${role} of release ${run.names.release} in namespace ${run.names.namespace}`,
      );
    }
    if (restartedAt(component) >= requestedAt.getTime()) {
      result.already.push(role);
    } else if (run.dryRun) {
      run.progress.line(
        `${kindOf(component)} ${run.names.namespace}/${
          component.metadata.name
        } would be restarted`,
      );
      continue;
    } else {
      await restart(run, component);
      result.restarted.push(role);
    }
    await waitUntilBack(run, role);
  }
  return result;
}

function restartedAt({ spec }: Component): number {
  const written = spec?.template?.metadata?.annotations?.[RESTARTED_AT];
  const time = Date.parse(written ?? '');
  return Number.isNaN(time) ? -Infinity : time;
}

async function restart(run: RunContext, component: Component) {
  const { namespace } = run.names;
  const { metadata, resource = resources.deployments } = component;
  const what = `${kindOf(component)} ${namespace}/${metadata.name}`;
  const annotations = { [RESTARTED_AT]: run.now().toISOString() };
  try {
    // no signal: a write that has begun is finished
    await run.client.mergePatch(
      resource,
      metadata.name,
      { spec: { template: { metadata: { annotations } } } },
      { namespace },
    );
  } catch (error) {
    throw new StepFailure(
      `${what} could not be restarted: ${reasonOf(error)}${
        isKubeError(error, 'forbidden')
          ? `. The writer needs patch on ${resource.plural} there: see manifests/writer-rbac.yaml of the scaffolder module`
          : ''
      }`,
    );
  }
  run.progress.line(`${what} is being restarted`);
}

function kindOf({ resource = resources.deployments }: Component): string {
  return resource.kind;
}

function waitUntilBack(run: RunContext, role: string): Promise<void> {
  const { namespace, release } = run.names;
  return waitFor<void>(run, {
    about: role,
    deadline: run.deadlines.rollout,
    advice: `See kubectl -n ${namespace} get pods -l app.kubernetes.io/component=${role}; components after it were not restarted`,
    async look(signal) {
      const [components, { items: pods }] = await Promise.all([
        componentsOf(run, signal),
        run.client.list(resources.pods, {
          namespace,
          labelSelector: `app.kubernetes.io/instance=${release},app.kubernetes.io/component=${role}`,
          signal,
        }),
      ]);
      const component = components.get(role);
      if (component && isRolledOut(component)) {
        return { done: true, value: undefined, progress: 'runs again' };
      }
      const stuck = pods.map(podTrouble).find(Boolean);
      return {
        done: false,
        progress: 'not back yet',
        trouble: stuck && { ...stuck, patience: run.deadlines.trouble },
      };
    },
  });
}
