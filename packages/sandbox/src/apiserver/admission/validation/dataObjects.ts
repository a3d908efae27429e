import type { StoredObject } from '../../ClusterStore';
import { equal } from '../../store/json';
import { forbidden, required, wrongValue, type Causes } from './causes';

const MOST_BYTES = 1024 * 1024;
const KEY = /^[-._a-zA-Z0-9]+$/;

function keyCauses(key: string, field: string): Causes {
  const wrong = (why: string) => [wrongValue(`${field}[${key}]`, key, why)];
  if (key.length > 253) {
    return wrong('must be no more than 253 characters');
  }
  if (!KEY.test(key)) {
    return wrong(
      "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
    );
  }
  if (key === '.') {
    return wrong("must not be '.'");
  }
  return key.startsWith('..')
    ? wrong(key === '..' ? "must not be '..'" : "must not start with '..'")
    : [];
}

const tooLarge = (field: string) => ({
  reason: 'FieldValueTooLong',
  message: `Too long: may not be more than ${MOST_BYTES} bytes`,
  field,
});

/** What may not be changed any more in an object that says so of itself. */
function immutableCauses(
  object: StoredObject,
  before: StoredObject | undefined,
  fields: string[],
): Causes {
  const why = 'field is immutable when `immutable` is set';
  if (!before?.immutable) {
    return [];
  }
  return [
    ...(object.immutable ? [] : [forbidden('immutable', why)]),
    ...fields
      .filter(field => !equal(object[field] ?? {}, before[field] ?? {}))
      .map(field => forbidden(field, why)),
  ];
}

export function configMapCauses(
  object: StoredObject,
  before: StoredObject | undefined,
): Causes {
  const { data = {}, binaryData = {} } = object as Record<string, any>;
  const texts = Object.entries<string>(data);
  const bytes = Object.entries<string>(binaryData);
  const size =
    texts.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0) +
    bytes.reduce((sum, [, text]) => sum + Buffer.byteLength(text, 'base64'), 0);
  return [
    ...texts.flatMap(([key]) => [
      ...keyCauses(key, 'data'),
      ...(key in binaryData
        ? [
            wrongValue(
              `data[${key}]`,
              key,
              'duplicate of key present in binaryData',
            ),
          ]
        : []),
    ]),
    ...bytes.flatMap(([key]) => keyCauses(key, 'binaryData')),
    ...(size > MOST_BYTES ? [tooLarge('[]')] : []),
    ...immutableCauses(object, before, ['data', 'binaryData']),
  ];
}

const DOCKER: Record<string, string> = {
  'kubernetes.io/dockercfg': '.dockercfg',
  'kubernetes.io/dockerconfigjson': '.dockerconfigjson',
};

function dockerCauses(key: string, data: Record<string, string>): Causes {
  const field = `data[${key}]`;
  if (data[key] === undefined) {
    return [required(field)];
  }
  try {
    JSON.parse(Buffer.from(data[key], 'base64').toString());
    return [];
  } catch {
    return [
      wrongValue(
        field,
        '<secret contents redacted>',
        'invalid character looking for beginning of value',
      ),
    ];
  }
}

/** What a Secret's type asks of its contents. */
function typeCauses(secret: StoredObject): Causes {
  const { type, data = {} } = secret as Record<string, any>;
  const has = (key: string) => data[key] !== undefined;
  switch (type) {
    case 'kubernetes.io/tls':
      return ['tls.crt', 'tls.key']
        .filter(key => !has(key))
        .map(key => required(`data[${key}]`));
    case 'kubernetes.io/basic-auth':
      // The placeholder is a real server's own slip.
      return has('username') || has('password')
        ? []
        : [required('data[%s][username]'), required('data[%s][password]')];
    case 'kubernetes.io/ssh-auth':
      return has('ssh-privatekey')
        ? []
        : [required('data[%s][ssh-privatekey]')];
    case 'kubernetes.io/service-account-token': {
      const annotation = 'kubernetes.io/service-account.name';
      return secret.metadata.annotations?.[annotation]
        ? []
        : [required(`metadata.annotations[${annotation}]`)];
    }
    default:
      return type in DOCKER ? dockerCauses(DOCKER[type], data) : [];
  }
}

export function secretCauses(
  object: StoredObject,
  before: StoredObject | undefined,
): Causes {
  const data: Record<string, string> = object.data ?? {};
  const size = Object.values(data).reduce(
    (sum, text) => sum + Buffer.byteLength(text, 'base64'),
    0,
  );
  return [
    ...Object.keys(data).flatMap(key => keyCauses(key, 'data')),
    ...(size > MOST_BYTES ? [tooLarge('data')] : []),
    ...typeCauses(object),
    ...(before && before.type !== object.type
      ? [wrongValue('type', object.type, 'field is immutable')]
      : []),
    ...immutableCauses(object, before, ['data']),
  ];
}
