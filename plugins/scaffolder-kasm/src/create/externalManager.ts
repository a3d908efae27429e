import type { DeploymentDescriptor } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';

type Manager = NonNullable<DeploymentDescriptor['externalManager']>;

/** Marks on objects, the more telling first: GitOps tools often render with Helm. */
const MARKS: Array<[Manager, RegExp]> = [
  ['argocd', /^argocd\.argoproj\.io\/(tracking-id|instance)$/],
  ['flux', /^(helm|kustomize)\.toolkit\.fluxcd\.io\//],
  ['helm', /^meta\.helm\.sh\/release-name$/],
];

/** Who runs an installation, by what they leave on its objects. */
export function externalManager(objects: readonly KubeObject[]): Manager {
  const marks = objects.flatMap(({ metadata }) => [
    ...Object.keys(metadata.annotations ?? {}),
    ...Object.keys(metadata.labels ?? {}),
  ]);
  const found = MARKS.find(([, pattern]) =>
    marks.some(mark => pattern.test(mark)),
  );
  return (
    found?.[0] ??
    (objects.some(
      ({ metadata }) =>
        metadata.labels?.['app.kubernetes.io/managed-by'] === 'Helm',
    )
      ? 'helm'
      : 'unknown')
  );
}

/** Where to change what the portal only watches. */
export const TRUTH: Record<Manager, string> = {
  helm: 'its values are with who runs helm for it',
  argocd: 'its truth is in the repository that Argo CD reads',
  flux: 'its truth is in the repository that Flux reads',
  unknown: 'who runs it could not be told',
};
