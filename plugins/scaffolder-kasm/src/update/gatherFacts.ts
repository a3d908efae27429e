import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { RunContext } from '../run/RunContext';
import { isKubeError } from '../run/StepFailure';
import { read } from '../run/writing';
import type { UpdateFacts } from './UpdateFacts';

interface ApiPod extends KubeObject {
  status?: { conditions?: Array<{ type: string; status: string }> };
}

interface Volume extends KubeObject {
  spec?: {
    storageClassName?: string;
    resources?: { requests?: { storage?: string } };
  };
  status?: { capacity?: { storage?: string } };
}

/** Looks at what an update depends on; everything at once. */
export async function gatherFacts(run: RunContext): Promise<UpdateFacts> {
  const { names, cluster } = run;
  const [chart, databaseUsed, database, volumes] = await Promise.all([
    read(run, resources.helmCharts, names.release, cluster.systemNamespace),
    isDatabaseUsed(run),
    read(
      run,
      resources.databaseClusters,
      names.databaseCluster,
      names.databaseNamespace,
    ),
    volumesOf(run),
  ]);
  return {
    ...(chart && { chart: chartFacts(chart) }),
    databaseUsed,
    databaseImage: (database?.spec as { imageName?: string } | undefined)
      ?.imageName,
    ...(volumes && { volumes }),
  };
}

function chartFacts({ spec }: KubeObject): NonNullable<UpdateFacts['chart']> {
  const { version, valuesContent } = spec as {
    version?: string;
    valuesContent?: string;
  };
  try {
    const { dbManagement } = JSON.parse(valuesContent ?? '{}');
    return { version, initialize: dbManagement?.initialize };
  } catch {
    return { version };
  }
}

/** The api's init container lets go only of an initialised database. */
async function isDatabaseUsed(run: RunContext): Promise<boolean> {
  const { items } = await run.client.list<ApiPod>(resources.pods, {
    namespace: run.names.namespace,
    labelSelector: `app.kubernetes.io/instance=${run.names.release},app.kubernetes.io/component=api`,
    signal: run.signal,
  });
  return items.some(({ status }) =>
    status?.conditions?.some(
      ({ type, status: value }) => type === 'Initialized' && value === 'True',
    ),
  );
}

/** Undefined where the writer may not look. */
async function volumesOf(run: RunContext): Promise<UpdateFacts['volumes']> {
  const { names, signal, client, progress } = run;
  try {
    const { items } = await client.list<Volume>(
      resources.persistentVolumeClaims,
      {
        namespace: names.databaseNamespace,
        labelSelector: `cnpg.io/cluster=${names.databaseCluster}`,
        signal,
      },
    );
    const classes = new Map(
      await Promise.all(
        [...new Set(items.map(({ spec }) => spec?.storageClassName))].map(
          async name => [name, await isExpandable(run, name)] as const,
        ),
      ),
    );
    return items.flatMap(({ metadata, spec, status }) =>
      [spec?.resources?.requests?.storage, status?.capacity?.storage]
        .filter(size => size !== undefined)
        .map(size => ({
          name: metadata.name,
          size,
          expandable: classes.get(spec?.storageClassName),
        })),
    );
  } catch (error) {
    if (!isKubeError(error, 'forbidden')) {
      throw error;
    }
    progress.warn(
      `The database's volumes cannot be seen (the writer needs list on persistentvolumeclaims in ${names.databaseNamespace}): one that somebody grew is not known`,
    );
    return undefined;
  }
}

async function isExpandable(
  run: RunContext,
  name: string | undefined,
): Promise<boolean | undefined> {
  if (name === undefined) {
    return undefined;
  }
  try {
    const found = await read(run, resources.storageClasses, name);
    return found && found.allowVolumeExpansion === true;
  } catch (error) {
    if (isKubeError(error, 'forbidden')) {
      return undefined;
    }
    throw error;
  }
}
