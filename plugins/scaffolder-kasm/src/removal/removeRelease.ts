import type { CreatedObject } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import { isKubeError } from '../run/StepFailure';
import { lookAt, removeObject, type Removing } from './removeObject';
import { releaseLeftovers } from './releaseLeftovers';
import type { Left } from './whatIsLeft';

/**
 * Has the helm-controller uninstall Kasm, and looks what it left.
 *
 * @returns what is still there although it should not be; undefined when the HelmChart is somebody
 *   else's and was not touched
 */
export async function removeRelease(
  run: Removing,
  entry: CreatedObject | undefined,
): Promise<Left[] | undefined> {
  const { release } = run.names;
  const { systemNamespace } = run.cluster;
  if (entry) {
    await warnOfGoingNamespace(run);
    const outcome = await removeObject(run, entry, {
      advice: `Helm uninstalls by a Job: kubectl --context ${run.cluster.name} -n ${systemNamespace} logs job/helm-delete-${release}. Run again when it is done`,
    });
    if (outcome === 'foreign') {
      return undefined;
    }
  }
  return run.dryRun ? [] : releaseLeftovers(run);
}

/** There the controller uninstalls nothing. */
async function warnOfGoingNamespace(run: Removing): Promise<void> {
  const { systemNamespace } = run.cluster;
  try {
    const found = await lookAt(run, resources.namespaces, {
      name: systemNamespace,
    });
    if (found?.metadata.deletionTimestamp) {
      run.progress.warn(
        `Namespace ${systemNamespace} is being deleted: the helm-controller then uninstalls nothing, and ClusterRoleBinding helm-${systemNamespace}-${run.names.release} stays behind`,
      );
    }
  } catch (error) {
    if (!isKubeError(error, 'forbidden')) {
      throw error;
    }
  }
}
