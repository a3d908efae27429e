import { kasmVersion } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import type { DeploymentDescriptor } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { isInitialised } from '../preflight/isInitialised';
import type { RunContext } from '../run/RunContext';
import { read } from '../run/writing';

interface Conditioned extends KubeObject {
  status?: { conditions?: Array<{ type: string; status: string }> };
}

/**
 * Whether Kasm's database was filled. Asked before the release goes, which takes the answer with it:
 * it goes into the descriptor, so that the next release does not fill it again.
 */
export async function wasInitialised(
  run: RunContext,
  descriptor: DeploymentDescriptor,
): Promise<boolean> {
  if (await isInitialised(run, descriptor)) {
    return true;
  }
  const { namespace, release } = run.names;
  const { job } = kasmVersion(run.spec.kasmVersion).databaseInit;
  const found = await read(
    run,
    resources.jobs,
    job.replace('{release}', release),
    namespace,
  );
  if (found) {
    return isTrue(found, 'Complete');
  }
  // it removes itself; the api's init container lets go only of an initialised database
  const { items } = await run.client.list<Conditioned>(resources.pods, {
    namespace,
    labelSelector: `app.kubernetes.io/instance=${release},app.kubernetes.io/component=api`,
    signal: run.signal,
  });
  return items.some(pod => isTrue(pod, 'Initialized'));
}

function isTrue({ status }: Conditioned, type: string): boolean {
  return (
    status?.conditions?.some(
      condition => condition.type === type && condition.status === 'True',
    ) ?? false
  );
}
