import {
  redactLine,
  type KubeObject,
  type KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { isKubeError, reasonOf, StepFailure } from '../run/StepFailure';
import { read } from '../run/writing';
import type { AgentRun } from './agentRun';

const IMAGES: KubeResource = {
  apiVersion: 'harvesterhci.io/v1beta1',
  plural: 'virtualmachineimages',
  kind: 'VirtualMachineImage',
  namespaced: true,
};

interface Image extends KubeObject {
  spec?: { displayName?: string };
  status?: {
    storageClassName?: string;
    progress?: number;
    conditions?: Array<{ type: string; status: string; message?: string }>;
  };
}

/** An image that disks can be made from. */
export interface AgentImage {
  /** From which Harvester makes disks that hold it. */
  storageClass: string;
  /** By which Kasm's own provider names it. */
  displayName: string;
}

/**
 * Looks an image up.
 *
 * @throws StepFailure when the image is not there, or not imported yet
 */
export async function agentImage(
  run: AgentRun,
  image: string,
): Promise<AgentImage> {
  const [namespace, name] = image.split('/');
  const what = `VirtualMachineImage ${image} in cluster ${run.cluster.name}`;
  let found: Image | undefined;
  try {
    found = (await read(run, IMAGES, name, namespace)) as Image | undefined;
  } catch (error) {
    run.signal.throwIfAborted();
    throw new StepFailure(
      isKubeError(error, 'forbidden')
        ? `${what} may not be looked at: allow the writer to get virtualmachineimages in namespace ${namespace}`
        : `${what} could not be looked at: ${reasonOf(error)}`,
    );
  }
  if (!found) {
    throw new StepFailure(
      `${what} does not exist: import it in Harvester, or name another`,
    );
  }
  const { storageClassName, progress, conditions = [] } = found.status ?? {};
  const imported = conditions.find(({ type }) => type === 'Imported');
  if (imported?.status !== 'True' || !storageClassName) {
    const why = redactLine(imported?.message ?? '', 200);
    throw new StepFailure(
      `${what} is not imported yet${
        typeof progress === 'number' ? ` (${progress} %)` : ''
      }${why ? `: ${why}` : ''}. Wait until it is, and run again`,
    );
  }
  return {
    storageClass: storageClassName,
    displayName: redactLine(found.spec?.displayName ?? '', 200) ?? name,
  };
}
