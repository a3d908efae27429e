import type { DeploymentDescriptor } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import type { RunContext } from '../run/RunContext';
import { read } from '../run/writing';

/**
 * Whether an earlier run got past initialising: the deployment was active, or its HelmChart says
 * `initialize: false`. Doing it again would ruin a database in use, so what cannot be read is an
 * error and never a "no".
 */
export async function isInitialised(
  context: RunContext,
  descriptor?: DeploymentDescriptor,
): Promise<boolean> {
  if (descriptor?.state === 'active') {
    return true;
  }
  const chart = await read(
    context,
    resources.helmCharts,
    context.names.release,
    context.cluster.systemNamespace,
  );
  const values = (chart?.spec as { valuesContent?: string } | undefined)
    ?.valuesContent;
  try {
    return JSON.parse(values ?? '{}').dbManagement?.initialize === false;
  } catch {
    // not ours to read; writing it will be refused by its label
    return false;
  }
}
