import type { StoredObject } from '../ClusterStore';
import { structuralSchema } from '../schemas/structuralSchema';
import { ALL_VERBS, type ResourceKind } from './ResourceKind';

/** The kind whose objects define kinds. */
export const DEFINITIONS = 'customresourcedefinitions.apiextensions.k8s.io';

/** A resource type with its versions: one is stored, some are served. */
export interface ServedType {
  storage: ResourceKind;
  /** In the order in which clients prefer them. */
  served: ResourceKind[];
}

/** `v2` before `v1`, both before `v1beta1`, and anything else last, by the alphabet. */
export function byVersion(a: string, b: string): number {
  const [left, right] = [a, b].map(rankOf);
  if (!left || !right) {
    return Number(!left) - Number(!right) || (a < b ? -1 : 1);
  }
  const differing = left.findIndex((part, index) => part !== right[index]);
  return differing < 0 ? 0 : right[differing] - left[differing];
}

const STAGES = ['alpha', 'beta', ''];

function rankOf(version: string): number[] | undefined {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  if (!match) {
    return undefined;
  }
  const [, major, stage = '', minor = '0'] = match;
  return [STAGES.indexOf(stage), Number(major), Number(minor)];
}

function kindOf({ metadata, spec }: StoredObject, version: any): ResourceKind {
  const { group, names, scope } = spec;
  const { status, scale } = version.subresources ?? {};
  const columns = version.additionalPrinterColumns?.map(
    ({ jsonPath, ...column }: any) => ({ ...column, path: jsonPath }),
  );
  return {
    resource: metadata.name,
    group,
    version: version.name,
    apiVersion: `${group}/${version.name}`,
    kind: names.kind,
    plural: names.plural,
    singular: names.singular ?? names.kind.toLowerCase(),
    shortNames: names.shortNames ?? [],
    categories: names.categories ?? [],
    namespaced: scope === 'Namespaced',
    custom: true,
    hasStatus: Boolean(status),
    hasGeneration: true,
    verbs: ALL_VERBS,
    ...(scale
      ? {
          scale: {
            replicas: scale.specReplicasPath,
            statusReplicas: scale.statusReplicasPath,
            ...(scale.labelSelectorPath
              ? { selector: scale.labelSelectorPath }
              : {}),
          },
        }
      : {}),
    ...(columns ? { columns } : {}),
    schema: structuralSchema(version.schema?.openAPIV3Schema),
  };
}

/** The resource type that a CustomResourceDefinition defines. */
export function definedType(definition: StoredObject): ServedType {
  const versions: any[] = definition.spec.versions;
  const kinds = new Map(
    versions.map(version => [version.name, kindOf(definition, version)]),
  );
  return {
    storage: kinds.get(versions.find(({ storage }) => storage).name)!,
    served: versions
      .filter(({ served }) => served)
      .map(({ name }) => name)
      .sort(byVersion)
      .map(name => kinds.get(name)!),
  };
}
