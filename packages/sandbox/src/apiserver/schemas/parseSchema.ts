import type { Schema } from './Schema';

const TYPES: Record<string, Schema> = {
  object: { type: 'object' },
  map: { type: 'object' },
  list: { type: 'array' },
  any: { preserve: true },
  intOrString: { intOrString: true },
  string: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
};

/** Splits at blanks outside JSON strings. */
function words(text: string): string[] {
  return text.match(/(?:"(?:[^"\\]|\\.)*"|\S)+/g) ?? [];
}

function withFlag(schema: Schema, flag: string): void {
  const [name, text = ''] = flag.split(/=(.*)/s);
  switch (name) {
    case '':
      schema.default = JSON.parse(text);
      break;
    case 'min':
      schema.minimum = Number(text);
      break;
    case 'max':
      schema.maximum = Number(text);
      break;
    case 'enum':
      schema.enum = JSON.parse(text);
      break;
    case 'keys':
      schema.keys = text.split(',');
      break;
    case 'set':
      schema.list = 'set';
      break;
    case 'open':
      schema.preserve = true;
      break;
    case 'atomic':
      schema.atomic = true;
      break;
    case 'null':
      schema.nullable = true;
      break;
    default:
      throw new Error(`"${flag}" says nothing in a schema text`);
  }
}

function attach(parent: Schema, name: string, child: Schema): void {
  if (name === '[]') {
    parent.items = child;
  } else if (name === '{}') {
    parent.values = child;
  } else {
    const plain = name.replace(/!$/, '');
    parent.properties = { ...parent.properties, [plain]: child };
    if (plain !== name) {
      parent.required = [...(parent.required ?? []), plain];
    }
  }
}

/**
 * Reads a schema written one member per line, children indented by two: `name! type flags`. `!` says
 * required; `[]` and `{}` are the items of a list and of a map; flags are `min=`, `max=`, `enum=[…]`,
 * `keys=a,b`, `set`, `atomic`, `open` (keeps unknown members), `null` and `=<default as JSON>`.
 */
export function parseSchema(text: string): Schema {
  const root: Schema = { type: 'object' };
  const parents: Schema[] = [root];
  for (const line of text.split('\n').filter(l => l.trim() !== '')) {
    const depth = (line.length - line.trimStart().length) / 2;
    const [name, type, ...flags] = words(line);
    const schema: Schema = { ...TYPES[type] };
    flags.forEach(flag => withFlag(schema, flag));
    attach(parents[depth], name, schema);
    parents[depth + 1] = schema;
  }
  return root;
}
