import { descriptorName } from '@kasm-portal/backstage-plugin-kasm-common';
import { removeObject, type Removing } from './removeObject';

/** Forgets a deployment: the last thing that goes, so that until then a run can be taken up again. */
export async function removeDescriptor(run: Removing): Promise<void> {
  await removeObject(run, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    namespace: run.cluster.systemNamespace,
    name: descriptorName(run.spec.name),
    uid: '',
  });
}
