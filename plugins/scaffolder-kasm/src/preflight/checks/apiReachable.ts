import type { RunContext } from '../../run/RunContext';
import { isKubeError, reasonOf } from '../../run/StepFailure';
import { about, type PreflightCheck } from '../PreflightCheck';

/** Milliseconds that a cluster gets to prove that it is alive. */
const ALIVE = 10_000;

/** Whether the cluster answers the portal at all. */
export async function apiReachable({
  client,
  cluster,
  signal,
}: Pick<RunContext, 'client' | 'cluster' | 'signal'>): Promise<PreflightCheck> {
  const check = about('api-reachable', 'Kubernetes API');
  try {
    return check.pass(await client.version({ deadline: ALIVE, signal }));
  } catch (error) {
    signal.throwIfAborted();
    return judgeSilence(cluster.name, error);
  }
}

/** What it means that the version could not be read. */
export function judgeSilence(cluster: string, error: unknown): PreflightCheck {
  const check = about('api-reachable', 'Kubernetes API');
  if (isKubeError(error, 'forbidden')) {
    return check.pass('answers, and keeps its version to itself');
  }
  if (isKubeError(error, 'unauthenticated')) {
    return about('writer-credential', "Portal's credential").fail(
      `Cluster ${cluster} refuses the portal's writer credential (${reasonOf(
        error,
      )})`,
      'renew kasm.clusters[].writer',
    );
  }
  return check.fail(
    `Cluster ${cluster} cannot be reached from the portal (${reasonOf(error)})`,
    `check that its API server runs (kubectl --context ${cluster} get --raw=/readyz), the address and CA in kasm.clusters[].writer, and firewalls between`,
  );
}
