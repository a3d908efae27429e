import { builtInDefinition } from './builtIn/builtInDefinition';
import type { Schema } from './Schema';
import { withFlags, words } from './schemaFlags';
import { isTypeName, typeSchema } from './typeSchema';

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
 * required; `[]` and `{}` are the items of a list and of a map, and `[T]` and `{T}` the short way to
 * write them. A type may be a built-in definition such as `Affinity`. Flags are `min=`, `max=`,
 * `minLength=` and the other bounds, `enum=[…]`, `pattern="…"`, `format=`, `keys=a,b`, `set`,
 * `atomic`, `open` (keeps unknown members), `null`, `=<default as JSON>`, and the rules
 * `immutable="message"`, `notTogether=a,b:"message"`, `not=value:"message"`.
 */
export function parseSchema(text: string): Schema {
  const root: Schema = { type: 'object' };
  const parents: Schema[] = [root];
  for (const line of text.split('\n').filter(l => l.trim() !== '')) {
    const depth = (line.length - line.trimStart().length) / 2;
    const [name, type, ...flags] = words(line);
    if (!isTypeName(type)) {
      throw new Error(`"${type}" in "${line}" is no type`);
    }
    const schema = withFlags({ ...typeSchema(type, builtInDefinition) }, flags);
    attach(parents[depth], name, schema);
    parents[depth + 1] = schema;
  }
  return root;
}
