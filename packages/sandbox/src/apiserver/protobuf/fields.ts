/** Type of a field: a scalar, one of Kubernetes' special messages, or the name of a message. */
export type FieldType = string;

/** One field of a message. */
export interface Field {
  name: string;
  type: FieldType;
  repeated?: boolean;
  /** A scalar that means something when empty or 0. */
  keptEmpty?: boolean;
}

/** The fields of a message by their numbers. */
export type Message = Record<number, Field>;

/** Numbers and flags that Go sends as 0 or false when nobody set them. */
const PLAIN = [
  'hostPort',
  'nodePort',
  'minReadySeconds',
  'paused',
  'readOnly',
  'hostNetwork',
  'hostPID',
  'hostIPC',
];

/** Name of a field whose members stand in the message itself. */
export const INLINE = 'inline';

/**
 * Describes a message in one line: `1 name`, `2 rules[]:PolicyRule`, `3 data{}:bytes`. The type is
 * string when absent.
 */
export function fields(description: string): Message {
  return Object.fromEntries(
    description
      .trim()
      .split(/\s*,\s*/)
      .map(text => {
        const parts = /^(\d+) (\w+)(\[\]|\{\})?(?::(\w+))?$/.exec(text);
        if (!parts) {
          throw new Error(`"${text}" describes no protobuf field`);
        }
        const [, number, name, container, type = 'string'] = parts;
        return [
          Number(number),
          {
            name,
            type: container === '{}' ? `map:${type}` : type,
            repeated: container === '[]',
            keptEmpty:
              (type === 'int' || type === 'bool') && !PLAIN.includes(name),
          },
        ];
      }),
  );
}
