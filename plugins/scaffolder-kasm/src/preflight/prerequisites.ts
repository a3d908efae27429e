import {
  resources,
  type KubeObject,
  type KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { helmChartConfigs } from '../run/helmChartConfigs';
import type { RunContext } from '../run/RunContext';
import { isKubeError } from '../run/StepFailure';
import { read } from '../run/writing';

interface Issuer extends KubeObject {
  status?: {
    conditions?: Array<{ type: string; status: string; message?: string }>;
  };
}

/** Things that the cluster must bring, as far as the portal may look. */
export async function prerequisiteProblems(
  context: RunContext,
): Promise<string[]> {
  const { spec, names, cluster } = context;
  const { storageClass } = spec.database;
  const problems: string[] = [];
  const issuer = await readable<Issuer>(
    context,
    resources.clusterIssuers,
    spec.certificate.issuer,
  );
  if (issuer === 'absent') {
    problems.push(`there is no ClusterIssuer ${spec.certificate.issuer}`);
  } else if (issuer !== 'hidden') {
    const ready = issuer.status?.conditions?.find(
      ({ type }) => type === 'Ready',
    );
    if (ready?.status === 'False') {
      problems.push(
        `ClusterIssuer ${spec.certificate.issuer} cannot sign (${
          ready.message ?? 'no reason given'
        })`,
      );
    }
  }
  if (
    storageClass &&
    (await readable(context, resources.storageClasses, storageClass)) ===
      'absent'
  ) {
    problems.push(`there is no StorageClass ${storageClass}`);
  }
  const override = await readable(
    context,
    helmChartConfigs,
    names.release,
    cluster.systemNamespace,
  );
  if (override !== 'absent' && override !== 'hidden') {
    problems.push(
      `a HelmChartConfig ${cluster.systemNamespace}/${names.release} would change the release: remove it`,
    );
  }
  return problems;
}

async function readable<T extends KubeObject>(
  context: RunContext,
  resource: KubeResource,
  name: string,
  namespace?: string,
): Promise<T | 'absent' | 'hidden'> {
  try {
    return ((await read(context, resource, name, namespace)) ?? 'absent') as T;
  } catch (error) {
    if (isKubeError(error, 'forbidden')) {
      context.progress.line(
        `${resource.kind} ${name} may not be looked at; it is taken to be right`,
      );
      return 'hidden';
    }
    throw error;
  }
}
