import { ConflictError } from '@backstage/errors';
import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { helmChartConfigs } from '../run/helmChartConfigs';
import type { PreparedRun, Step } from '../run/RunContext';
import { isKubeError, reasonOf, StepFailure } from '../run/StepFailure';
import { withoutStack } from '../run/withoutStack';
import { read } from '../run/writing';
import { mergeTraefikTimeout } from '../traefik/mergeTraefikTimeout';

/** RKE2's way to change the values of a chart that it brings. */
export interface HelmChartConfig extends KubeObject {
  spec?: { valuesContent?: string };
}

/** What the platform's HelmChartConfig is, and what it has to become. */
export interface TimeoutChange {
  existing: HelmChartConfig | undefined;
  /** Values with the timeout raised; undefined when they are as they should be. */
  valuesContent: string | undefined;
}

/**
 * Looks what has to change for the entry point to be patient enough. Nothing is written.
 *
 * @throws ConflictError when it is not the portal's to change
 */
export async function lookAtTimeouts(run: PreparedRun): Promise<TimeoutChange> {
  const { entryPoint, readTimeout } = run.spec.ingress;
  const { namespace, workload: name } = run.cluster.ingress;
  const existing = (await read(run, helmChartConfigs, name, namespace)) as
    | HelmChartConfig
    | undefined;
  const { text, changed, problem } = mergeTraefikTimeout(
    existing?.spec?.valuesContent ?? '',
    entryPoint,
    readTimeout,
  );
  if (problem) {
    throw refusal(run, problem);
  }
  if (!changed) {
    return { existing, valuesContent: undefined };
  }
  if (run.cluster.rancher || ownedByRancher(existing)) {
    throw refusal(run, 'Rancher owns it and would set it back');
  }
  return { existing, valuesContent: text };
}

/**
 * Raises the entry point's timeout where it is lower, in the platform's own HelmChartConfig. Everything
 * behind the entry point shares it, so it gets no label of a deployment and stays when that goes.
 */
export const traefikTimeouts: Step = {
  id: 'traefikTimeouts',
  title: 'Timeouts of the entry point',
  async write(run) {
    const { entryPoint, readTimeout } = run.spec.ingress;
    const { namespace, workload } = run.cluster.ingress;
    const what = `HelmChartConfig ${namespace}/${workload}`;
    const { existing, valuesContent } = await lookAtTimeouts(run);
    if (valuesContent === undefined) {
      run.progress.line(
        `${what} lets requests on ${entryPoint} take ${readTimeout} s already`,
      );
      return;
    }
    run.progress.line(
      `${what} ${
        run.dryRun ? 'would be' : 'is'
      } changed: requests on ${entryPoint} may take ${readTimeout} s. Traefik restarts for it; ${await others(
        run,
      )}`,
    );
    if (!run.dryRun) {
      await store(run, existing, valuesContent);
    }
  },
};

async function store(
  run: PreparedRun,
  existing: HelmChartConfig | undefined,
  valuesContent: string,
): Promise<void> {
  const { namespace, workload: name } = run.cluster.ingress;
  run.signal.throwIfAborted();
  try {
    if (existing) {
      // whoever wrote it goes on owning it; a change since it was read is a conflict
      const { resourceVersion } = existing.metadata;
      await run.client.mergePatch(
        helmChartConfigs,
        name,
        { metadata: { resourceVersion }, spec: { valuesContent } },
        { namespace },
      );
    } else {
      await run.client.apply(helmChartConfigs, {
        apiVersion: helmChartConfigs.apiVersion,
        kind: helmChartConfigs.kind,
        metadata: { name, namespace },
        spec: { valuesContent },
      });
    }
  } catch (error) {
    throw new StepFailure(
      `HelmChartConfig ${namespace}/${name} could not be changed: ${reasonOf(
        error,
      )}. Raise the timeout by hand, or run without manageTraefikTimeouts`,
    );
  }
}

function ownedByRancher(existing: KubeObject | undefined): boolean {
  const {
    labels,
    annotations,
    managedFields,
  }: Partial<KubeObject['metadata']> = existing?.metadata ?? {};
  const managers = (managedFields ?? []) as Array<{ manager?: string }>;
  return [
    ...Object.keys(labels ?? {}),
    ...Object.keys(annotations ?? {}),
    ...managers.map(({ manager }) => manager ?? ''),
  ].some(mark => /rancher\.io|cattle\.io\/|^rancher|^fleet/.test(mark));
}

/** Who else sees the change, as far as that can be told. */
async function others({ client, names, signal }: PreparedRun): Promise<string> {
  try {
    const { items } = await client.list(resources.ingressRoutes, { signal });
    const count = items.filter(
      ({ metadata }) => metadata.namespace !== names.namespace,
    ).length;
    return `${count} other IngressRoutes of the cluster share it`;
  } catch (error) {
    if (isKubeError(error)) {
      return 'other routes of the cluster share it (which, the portal may not see)';
    }
    throw error;
  }
}

function refusal({ cluster }: PreparedRun, why: string): ConflictError {
  const { namespace, workload } = cluster.ingress;
  return withoutStack(
    new ConflictError(
      `The timeout of Traefik is not the portal's to raise in HelmChartConfig ${namespace}/${workload}: ${why}. Have its owner raise it, and run without manageTraefikTimeouts`,
    ),
  );
}
