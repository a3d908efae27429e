import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { PodTrouble } from './podTrouble';
import type { PreparedRun } from './RunContext';
import { isKubeError } from './StepFailure';

interface Event extends KubeObject {
  reason?: string;
  involvedObject?: { name?: string };
}

/**
 * Pod trouble with the seconds that it is put up with: a pod without a node has as long as the whole
 * step when the cluster's autoscaler is bringing one.
 */
export async function withPatience(
  run: PreparedRun,
  namespace: string,
  trouble: PodTrouble | undefined,
): Promise<(PodTrouble & { patience: number }) | undefined> {
  if (!trouble) {
    return undefined;
  }
  const comes =
    trouble.unschedulable && (await nodeComes(run, namespace, trouble.about));
  return comes
    ? {
        ...trouble,
        text: `${trouble.text}; the autoscaler brings a node`,
        patience: Infinity,
      }
    : { ...trouble, patience: run.deadlines.trouble };
}

async function nodeComes(
  { client, signal }: PreparedRun,
  namespace: string,
  pod: string,
): Promise<boolean> {
  try {
    const { items } = await client.list<Event>(resources.events, {
      namespace,
      fieldSelector: `involvedObject.name=${pod}`,
      signal,
    });
    return items.some(
      ({ reason, involvedObject }) =>
        reason === 'TriggeredScaleUp' && involvedObject?.name === pod,
    );
  } catch (error) {
    if (isKubeError(error, 'forbidden', 'notFound', 'invalid')) {
      return false;
    }
    throw error;
  }
}
