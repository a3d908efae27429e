import { deploymentRef } from '@kasm-portal/backstage-plugin-kasm-common';
import type { DeploymentDescriptor } from '@kasm-portal/backstage-plugin-kasm-common/spec';

type Manager = NonNullable<DeploymentDescriptor['externalManager']>;

const WHERE: Record<Manager, string> = {
  helm: 'remove it with helm uninstall, where helm is run for it',
  argocd: 'remove its Application in Argo CD',
  flux: 'remove its HelmRelease from the repository that Flux reads',
  unknown: 'remove it where it is run from',
};

/** Why the portal does not remove a deployment, and who does; undefined when it does. */
export function whyNotOurs(
  { delivery, externalManager, spec }: DeploymentDescriptor,
  forget: boolean,
): string | undefined {
  const ref = deploymentRef(spec.cluster, spec.name);
  if (delivery === 'external') {
    return forget
      ? undefined
      : `the portal only watches ${ref}, it does not run it: ${
          WHERE[externalManager ?? 'unknown']
        }. With forget: true the portal stops watching it`;
  }
  return forget
    ? `the portal runs ${ref}, and what it runs it does not forget: leave out forget`
    : undefined;
}
