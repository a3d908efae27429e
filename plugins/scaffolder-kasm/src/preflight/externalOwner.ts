import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';

/** What others write on objects that they keep as their own source has them. */
const MARKS: Array<[who: string, mark: RegExp]> = [
  ['Argo CD', /^argocd\.argoproj\.io\/(tracking-id|instance)$/],
  ['Flux', /^(kustomize|helm)\.toolkit\.fluxcd\.io\//],
  ['Rancher', /^objectset\.rio\.cattle\.io\//],
];

/** Who else keeps an object as it is; undefined when nobody says so. */
export function externalOwner({ metadata }: KubeObject): string | undefined {
  const marks = Object.keys({ ...metadata.labels, ...metadata.annotations });
  return MARKS.find(([, mark]) => marks.some(key => mark.test(key)))?.[0];
}

/** Field managers beside the portal, in the order they are named. */
export function otherManagers({ metadata }: KubeObject): string[] {
  const fields = metadata.managedFields as
    | Array<{ manager?: string; subresource?: string }>
    | undefined;
  return [
    ...new Set(
      (fields ?? [])
        .filter(({ subresource }) => !subresource)
        .flatMap(({ manager }) => manager ?? [])
        .filter(manager => manager !== 'kasm-portal'),
    ),
  ];
}
