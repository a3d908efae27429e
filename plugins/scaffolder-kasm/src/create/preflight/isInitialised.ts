import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import type { RunContext } from '../CreateRun';
import { read } from '../writing';

/** Whether an earlier run got past initialising: its HelmChart then says `initialize: false`. */
export async function isInitialised(context: RunContext): Promise<boolean> {
  const chart = await read(
    context,
    resources.helmCharts,
    context.names.release,
    context.cluster.systemNamespace,
  ).catch(() => undefined);
  const values = (chart?.spec as { valuesContent?: string } | undefined)
    ?.valuesContent;
  try {
    return JSON.parse(values ?? '{}').dbManagement?.initialize === false;
  } catch {
    // not ours to read; writing it will be refused by its label
    return false;
  }
}
