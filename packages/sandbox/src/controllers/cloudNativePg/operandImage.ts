import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';

/** The image that the operator takes when a Cluster names none. */
export const DEFAULT_IMAGE =
  'ghcr.io/cloudnative-pg/postgresql:18.0-system-trixie';

/** What an image is, from its tag: `14.24-202608170814-standard-bookworm`. */
export function imageFacts(image: string): {
  major: number;
  flavour?: string;
  os?: string;
} {
  const tag = image.split('@')[0].split('/').pop()!.split(':')[1] ?? '';
  const [, flavour, os] =
    /-(minimal|standard|system)-([a-z]+)$/.exec(tag) ?? [];
  return { major: Number.parseInt(tag, 10), flavour, os };
}

/** The image a Cluster asks for, or why its catalog has none. */
export type WantedImage =
  | { image: string; refused?: undefined }
  | { refused: string };

const CATALOGS: Record<string, string> = {
  ImageCatalog: 'imagecatalogs.postgresql.cnpg.io',
  ClusterImageCatalog: 'clusterimagecatalogs.postgresql.cnpg.io',
};

/** Looks an image up as the operator does: by its name, else in a catalog by major version. */
export function wantedImage(
  store: ClusterStore,
  cluster: StoredObject,
): WantedImage {
  const { imageName, imageCatalogRef } = cluster.spec;
  if (!imageCatalogRef) {
    return { image: imageName ?? DEFAULT_IMAGE };
  }
  const { kind, name, major } = imageCatalogRef;
  const resource = CATALOGS[kind];
  if (!resource) {
    return { refused: 'invalid image catalog type' };
  }
  const namespace =
    kind === 'ImageCatalog' ? cluster.metadata.namespace : undefined;
  const catalog = store.get(resource, namespace, name);
  if (!catalog) {
    return { refused: `catalog ${kind}/${name} not found` };
  }
  const entry = (catalog.spec?.images ?? []).find(
    (each: { major: number }) => each.major === major,
  );
  return entry
    ? { image: entry.image }
    : { refused: 'selected major version is not available in the catalog' };
}

/** The image the instances of a Cluster are made with now. */
export function operandImage(cluster: StoredObject): {
  image: string;
  major: number;
} {
  const image: string =
    cluster.status?.image ?? cluster.spec.imageName ?? DEFAULT_IMAGE;
  return { image, major: imageFacts(image).major };
}
