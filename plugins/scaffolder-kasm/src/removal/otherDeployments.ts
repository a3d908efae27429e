import {
  deploymentNames,
  kasmDeploymentSpec,
  type DeploymentNames,
  type KasmDeploymentSpec,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { readDescriptors } from '../preflight/claims';
import type { RunContext } from '../run/RunContext';

/** Another deployment of the same cluster. */
export interface OtherDeployment {
  name: string;
  names: DeploymentNames;
}

/** Every other deployment that the portal knows on this cluster: described or configured. */
export async function otherDeployments(
  run: RunContext,
  configured: readonly unknown[],
): Promise<OtherDeployment[]> {
  const described = await readDescriptors(run);
  const specs: KasmDeploymentSpec[] = [
    ...described.flatMap(parsed =>
      'descriptor' in parsed ? [parsed.descriptor.spec] : [],
    ),
    ...configured.flatMap(entry => {
      const parsed = kasmDeploymentSpec.safeParse(entry);
      return parsed.success ? [parsed.data] : [];
    }),
  ];
  return specs
    .filter(
      ({ cluster, name }) =>
        cluster === run.cluster.name && name !== run.spec.name,
    )
    .map(spec => ({ name: spec.name, names: deploymentNames(spec) }));
}

/** Name of a deployment that lives in a namespace. */
export function whoLivesIn(
  namespace: string,
  others: readonly OtherDeployment[],
): string | undefined {
  return others.find(({ names }) =>
    [names.namespace, names.databaseNamespace].includes(namespace),
  )?.name;
}
