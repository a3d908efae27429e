import { deploymentRef } from '@kasm-portal/backstage-plugin-kasm-common';
import type { DeploymentDescriptor } from '@kasm-portal/backstage-plugin-kasm-common/spec';

const TRUTH: Record<
  NonNullable<DeploymentDescriptor['externalManager']>,
  string
> = {
  helm: 'its values are with who runs helm for it: change them there and run helm upgrade',
  argocd: 'its truth is the repository that Argo CD reads: change it there',
  flux: 'its truth is the repository that Flux reads: change it there',
  unknown: 'change it where it is run from',
};

/** Why a deployment cannot be changed as a whole now, and what to do; undefined when it can. */
export function notActive({
  state,
  delivery,
  externalManager,
  spec,
}: DeploymentDescriptor): string | undefined {
  const ref = deploymentRef(spec.cluster, spec.name);
  if (delivery === 'external') {
    return `the portal only watches ${ref}, it does not run it: ${
      TRUTH[externalManager ?? 'unknown']
    }`;
  }
  if (state === 'creating') {
    return `creating ${ref} has not ended: run kasm:deployment:create again with the same values, it goes on where it stopped`;
  }
  if (state === 'retired') {
    return `${ref} was removed and its data kept: run kasm:deployment:create with the same name to attach it again`;
  }
  return undefined;
}
