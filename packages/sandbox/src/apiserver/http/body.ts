import type { IncomingMessage } from 'node:http';
import { parse } from 'yaml';
import type { ResourceKind } from '../resources/ResourceKind';
import { decodeProtobuf } from '../protobuf/decodeProtobuf';
import { badRequest, StatusError } from '../StatusError';

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

/** A JSON or YAML mapping; throws 400 with the reason otherwise. */
export function parseObject(
  text: string,
  yaml: boolean,
  refusal: (reason: string) => StatusError,
): Record<string, any> {
  let value: unknown;
  try {
    value = yaml ? parse(text) : JSON.parse(text);
  } catch (error) {
    throw refusal((error as Error).message);
  }
  if (!value || typeof value !== 'object' || Array.isArray(value)) {
    throw refusal('the document is not an object');
  }
  return value as Record<string, any>;
}

/** The object in the body of a POST or PUT, whichever way it is written. */
export async function objectBody(
  request: IncomingMessage,
  kind: Pick<ResourceKind, 'kind' | 'apiVersion' | 'custom'>,
): Promise<any> {
  const body = await readBody(request);
  const type = mediaType(request);
  if (type === 'application/vnd.kubernetes.protobuf') {
    return decodeProtobuf(body);
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
  const object = parseObject(
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
  return { ...object, apiVersion: kind.apiVersion, kind: kind.kind };
}
