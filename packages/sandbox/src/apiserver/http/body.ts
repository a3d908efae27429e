import type { IncomingMessage } from 'node:http';
import type { ResourceKind } from '../resources/ResourceKind';
import { decodeProtobuf } from '../protobuf/decodeProtobuf';
import { isObject } from '../fields/elements';
import { badRequest, StatusError } from '../StatusError';
import { duplicateFields } from './duplicateFields';
import { readYaml } from './yamlObject';

const MAX_BYTES = 3 * 1024 * 1024;

/** Reads the whole body; throws 413 when it is larger than a real server takes. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BYTES) {
      throw new StatusError(
        413,
        'RequestEntityTooLarge',
        `Request entity too large: limit is ${MAX_BYTES}`,
        {},
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Content-Type without its parameters. */
export function mediaType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';')[0].trim();
}

/** A document, and what is said of keys that stand twice in it. */
export interface Document {
  value: Record<string, any>;
  duplicates: string[];
}

const YAML_FAULT = 'yaml: unmarshal errors:';

/** A JSON or YAML mapping; throws with the reason otherwise. */
export function parseDocument(
  text: string,
  yaml: boolean,
  refusal: (reason: string) => StatusError,
): Document {
  let value: unknown;
  let duplicates: string[] = [];
  try {
    // What begins so is most often JSON, which is read much faster than YAML.
    if (!yaml || /^\s*\{/.test(text)) {
      try {
        value = JSON.parse(text);
        duplicates = duplicateFields(text).map(
          path => `duplicate field "${path}"`,
        );
      } catch (error) {
        if (!yaml) {
          throw error;
        }
      }
    }
    if (value === undefined) {
      const read = readYaml(text);
      value = read.value;
      duplicates =
        read.duplicates.length > 0
          ? [[YAML_FAULT, ...read.duplicates].join('\n  ')]
          : [];
    }
  } catch (error) {
    throw refusal((error as Error).message);
  }
  if (!isObject(value)) {
    throw refusal('the document is not an object');
  }
  return { value, duplicates };
}

/** A JSON or YAML mapping, where nobody asks for keys that stand twice. */
export function parseObject(
  text: string,
  yaml: boolean,
  refusal: (reason: string) => StatusError,
): Record<string, any> {
  return parseDocument(text, yaml, refusal).value;
}

/** The object in the body of a POST or PUT, whichever way it is written. */
export async function objectBody(
  request: IncomingMessage,
  kind: Pick<ResourceKind, 'kind' | 'apiVersion' | 'custom'>,
): Promise<any> {
  return (await objectDocument(request, kind)).value;
}

/** As `objectBody`, with what is said of keys that stand twice. */
export async function objectDocument(
  request: IncomingMessage,
  kind: Pick<ResourceKind, 'kind' | 'apiVersion' | 'custom'>,
): Promise<Document> {
  const body = await readBody(request);
  const type = mediaType(request);
  if (type === 'application/vnd.kubernetes.protobuf') {
    return { value: decodeProtobuf(body), duplicates: [] };
  }
  if (!['', 'application/json', 'application/yaml'].includes(type)) {
    throw new StatusError(
      415,
      'UnsupportedMediaType',
      `the body of the request was in an unknown format - accepted media types include: application/json, application/yaml${
        kind.custom ? '' : ', application/vnd.kubernetes.protobuf'
      }`,
      {},
    );
  }
  const { value: object, duplicates } = parseDocument(
    body.toString(),
    type === 'application/yaml',
    reason =>
      badRequest(
        `the object provided is unrecognized (must be of type ${kind.kind}): couldn't get version/kind; json parse error: ${reason}`,
      ),
  );
  if (kind.custom && (!object.kind || !object.apiVersion)) {
    const [, version] = /([^/]+)$/.exec(kind.apiVersion)!;
    throw badRequest(
      `${kind.kind} in version "${version}" cannot be handled as a ${
        kind.kind
      }: unmarshalerDecoder: Object '${
        object.kind ? 'apiVersion' : 'Kind'
      }' is missing in '${body}'`,
    );
  }
  if (object.kind && object.kind !== kind.kind) {
    const [, version] = /([^/]+)$/.exec(kind.apiVersion)!;
    throw badRequest(
      `${object.kind} in version "${version}" cannot be handled as a ${kind.kind}: converting (${object.kind}) to (${kind.kind}): unknown conversion`,
    );
  }
  if (object.apiVersion && object.apiVersion !== kind.apiVersion) {
    throw badRequest(
      `the API version in the data (${object.apiVersion}) does not match the expected API version (${kind.apiVersion})`,
    );
  }
  if (object.metadata && !isObject(object.metadata)) {
    throw badRequest(
      `${kind.kind} in version "${
        /([^/]+)$/.exec(kind.apiVersion)![1]
      }" cannot be handled as a ${
        kind.kind
      }: json: cannot unmarshal ${typeof object.metadata} into Go struct field ${
        kind.kind
      }.metadata of type v1.ObjectMeta`,
    );
  }
  return {
    value: { ...object, apiVersion: kind.apiVersion, kind: kind.kind },
    duplicates,
  };
}
