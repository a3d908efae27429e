import { badRequest } from '../StatusError';
import { INLINE, type FieldType } from './fields';
import { messages } from './messages';

type Decoded = Record<string, any>;

/** Reads one message's fields from the wire; see protobuf.dev/programming-guides/encoding. */
function* wireFields(
  bytes: Buffer,
): Generator<{ field: number; value: number | Buffer }> {
  let at = 0;
  function varint(): number {
    let result = 0n;
    let shift = 0n;
    for (;;) {
      const byte = bytes[at];
      if (byte === undefined) {
        throw new Error('unexpected end');
      }
      at += 1;
      result |= BigInt(byte & 0x7f) << shift;
      shift += 7n;
      if (byte < 0x80) {
        return Number(BigInt.asIntN(64, result));
      }
    }
  }
  while (at < bytes.length) {
    const tag = varint();
    const field = Math.floor(tag / 8);
    switch (tag % 8) {
      case 0:
        yield { field, value: varint() };
        break;
      case 2: {
        const length = varint();
        if (length < 0 || at + length > bytes.length) {
          throw new Error('unexpected end');
        }
        yield { field, value: bytes.subarray(at, at + length) };
        at += length;
        break;
      }
      default:
        throw new Error(`wire type ${tag % 8} is not used by Kubernetes`);
    }
  }
}

/** One value; undefined for what Go sends when nothing was set. */
function single(type: FieldType, value: number | Buffer): unknown {
  if (typeof value === 'number') {
    return type === 'bool' ? value !== 0 : value;
  }
  switch (type) {
    case 'string':
      return value.toString();
    case 'bytes':
      return value.toString('base64');
    case 'time': {
      const [seconds] = [...wireFields(value)];
      return seconds
        ? `${new Date(Number(seconds.value) * 1000)
            .toISOString()
            .slice(0, 19)}Z`
        : undefined;
    }
    case 'intOrString': {
      const fields = new Map(
        [...wireFields(value)].map(f => [f.field, f.value]),
      );
      return fields.get(1) === 1
        ? String(fields.get(3) ?? '')
        : fields.get(2) ?? 0;
    }
    case 'quantity': {
      const [text] = [...wireFields(value)];
      return text ? String(text.value) : undefined;
    }
    default:
      return message(type, value);
  }
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === '' ||
    value === 0 ||
    value === false ||
    (typeof value === 'object' &&
      value !== null &&
      Object.keys(value).length === 0)
  );
}

function message(name: string, bytes: Buffer): Decoded {
  const known = messages[name];
  const result: Decoded = {};
  for (const { field, value } of wireFields(bytes)) {
    const description = known[field];
    if (!description) {
      continue;
    }
    const { name: member, type, repeated, keptEmpty } = description;
    if (type.startsWith('map:')) {
      const entry = new Map(
        [...wireFields(value as Buffer)].map(f => [f.field, f.value]),
      );
      const key = String(entry.get(1) ?? '');
      result[member] = {
        ...result[member],
        [key]:
          single(
            type.slice('map:'.length) as FieldType,
            entry.get(2) ?? Buffer.alloc(0),
          ) ?? '',
      };
    } else if (member === INLINE) {
      Object.assign(result, single(type, value));
    } else if (repeated) {
      result[member] = [...(result[member] ?? []), single(type, value)];
    } else {
      const decoded = single(type, value);
      if (keptEmpty || !isEmpty(decoded)) {
        result[member] = decoded;
      }
    }
  }
  return result;
}

/** Decodes `k8s\0` and the `Unknown` envelope of the kinds that kubectl sends so. */
export function decodeProtobuf(body: Buffer): Decoded {
  try {
    if (body.subarray(0, 4).toString('latin1') !== 'k8s\u0000') {
      throw new Error('the envelope is missing');
    }
    const unknown = message('Unknown', body.subarray(4));
    const { apiVersion, kind } = unknown.typeMeta;
    if (!messages[kind]) {
      throw new Error(`the sandbox cannot decode ${kind}; send JSON`);
    }
    return {
      apiVersion,
      kind,
      ...message(kind, Buffer.from(unknown.raw ?? '', 'base64')),
    };
  } catch (error) {
    throw badRequest(`couldn't decode protobuf: ${(error as Error).message}`);
  }
}
