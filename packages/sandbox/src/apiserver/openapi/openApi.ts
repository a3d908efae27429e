import { createHash } from 'node:crypto';
import type { ResourceKind } from '../resources/ResourceKind';
import type { ResourceRegistry } from '../resources/ResourceRegistry';
import { definitions } from '../schemas/builtIn/definitions.generated';
import { facts } from '../schemas/builtIn/facts';
import { schemaTexts } from '../schemas/custom/schemaTexts';
import { Components } from './Components';
import { descriptions } from './descriptions';
import { kindPaths } from './kindPaths';

/** One document as it is sent. */
export interface OpenApiDocument {
  text: string;
  etag: string;
}

/** What was made of one state of a registry. */
interface Made {
  index: object;
  hashes: Map<string, string>;
  documents: Map<string, OpenApiDocument>;
}

const made = new WeakMap<ResourceKind[], Made>();

const rootOf = (apiVersion: string) =>
  apiVersion.includes('/') ? `apis/${apiVersion}` : `api/${apiVersion}`;

let builtIns: string | undefined;

/** Changes whenever the document of these kinds does, without making it. */
function hashOf(kinds: ResourceKind[]): string {
  builtIns ??= createHash('sha256')
    .update(JSON.stringify([definitions, facts, descriptions]))
    .digest('hex');
  return createHash('sha256')
    .update(builtIns)
    .update(JSON.stringify(kinds))
    .update(kinds.map(({ resource }) => schemaTexts[resource] ?? '').join())
    .digest('hex')
    .toUpperCase();
}

function madeOf(registry: ResourceRegistry): Made {
  const known = made.get(registry.kinds);
  if (known) {
    return known;
  }
  const hashes = new Map(
    registry
      .groupVersions()
      .map(({ apiVersion, kinds }) => [rootOf(apiVersion), hashOf(kinds)]),
  );
  const fresh = {
    index: {
      paths: Object.fromEntries(
        [...hashes].map(([root, hash]) => [
          root,
          { serverRelativeURL: `/openapi/v3/${root}?hash=${hash}` },
        ]),
      ),
    },
    hashes,
    documents: new Map(),
  };
  made.set(registry.kinds, fresh);
  return fresh;
}

/** Which group-versions have an OpenAPI v3 document, each with a hash of what is in it. */
export function openApiIndex(registry: ResourceRegistry): object {
  return madeOf(registry).index;
}

/** The document of one group-version; made when it is first asked for. */
export function openApiDocument(
  registry: ResourceRegistry,
  root: string,
): OpenApiDocument | undefined {
  const { hashes, documents } = madeOf(registry);
  const hash = hashes.get(root);
  if (!hash) {
    return undefined;
  }
  let document = documents.get(root);
  if (!document) {
    const { kinds } = registry
      .groupVersions()
      .find(({ apiVersion }) => rootOf(apiVersion) === root)!;
    const components = new Components();
    kinds.forEach(kind => components.addKind(kind));
    const text = JSON.stringify({
      openapi: '3.0.0',
      info: { title: 'Kasm sandbox', version: 'v1.32.0' },
      paths: Object.assign({}, ...kinds.map(kind => kindPaths(root, kind))),
      components: { schemas: components.schemas },
    });
    document = { text, etag: `"${hash}"` };
    documents.set(root, document);
  }
  return document;
}
