import type { DeploymentDescriptor } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { RunContext } from '../run/RunContext';
import { read } from '../run/writing';

/**
 * Whether an earlier run got past initialising: the descriptor says so, or the HelmChart has
 * `initialize: false`. Doing it again would ruin a database in use, so what cannot be read is an
 * error and never a "no".
 */
export async function isInitialised(
  context: RunContext,
  descriptor?: DeploymentDescriptor,
): Promise<boolean> {
  return (
    wasFilled(descriptor) ||
    saysInitialised(
      await read(
        context,
        resources.helmCharts,
        context.names.release,
        context.cluster.systemNamespace,
      ),
    )
  );
}

/**
 * Whether a descriptor says so. One that was retired or taken over, and does not say, is taken to: its
 * database was kept for a reason.
 */
export function wasFilled(
  descriptor:
    | Pick<
        DeploymentDescriptor,
        'state' | 'initialised' | 'retiredAt' | 'externalManager'
      >
    | undefined,
): boolean {
  return (
    descriptor !== undefined &&
    (descriptor.state === 'active' ||
      (descriptor.initialised ??
        (descriptor.state === 'retired' ||
          descriptor.retiredAt !== undefined ||
          descriptor.externalManager !== undefined)))
  );
}

/** Whether a HelmChart was written after the database had been initialised. */
export function saysInitialised(chart: KubeObject | undefined): boolean {
  const values = (chart?.spec as { valuesContent?: string } | undefined)
    ?.valuesContent;
  try {
    return JSON.parse(values ?? '{}').dbManagement?.initialize === false;
  } catch {
    // not ours to read; writing it will be refused by its label
    return false;
  }
}
