import type { Schema } from '../Schema';
import { withFlags, words } from '../schemaFlags';
import { isTypeName, typeSchema } from '../typeSchema';
import { definitions } from './definitions.generated';
import { facts } from './facts';

type Lines = Map<string, string[]>;

/** The lines below each name that stands at the start of a line, with what follows the name. */
function sections(text: string): Lines {
  const found: Lines = new Map();
  let lines: string[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('  ')) {
      lines.push(line);
    } else if (line) {
      const [name, ...flags] = line.split(' ');
      lines = [flags.join(' ')];
      found.set(name, lines);
    }
  }
  return found;
}

let generated: Lines;
let added: Lines;
const known = new Map<string, Schema>();

/** Puts one field of the models into a definition. */
function addField(target: Schema, line: string): void {
  const [name, type] = words(line);
  const plain = name.replace(/!$/, '');
  target.properties![plain] = typeSchema(type, builtInDefinition);
  if (plain !== name) {
    (target.required ??= []).push(plain);
  }
}

/** Adds what is said about a field of a definition, and what a server does with it. */
function addFact(target: Schema, line: string): void {
  const [name, ...rest] = words(line);
  const plain = name.replace(/!$/, '');
  const properties = target.properties!;
  if (!properties[plain]) {
    throw new Error(`${target.name} has no field ${plain}`);
  }
  if (plain !== name) {
    target.code ??= {};
    (target.code.required ??= []).push(plain);
  }
  if (isTypeName(rest[0])) {
    properties[plain] = typeSchema(rest.shift()!, builtInDefinition);
  }
  if (rest.length > 0) {
    const { default: value, enum: values, code, ...said } = withFlags({}, rest);
    properties[plain] = {
      ...properties[plain],
      ...said,
      code: {
        ...code,
        ...(value === undefined ? {} : { default: value }),
        ...(values ? { enum: values } : {}),
      },
    };
  }
}

/**
 * A type of the built-in kinds such as `PodSpec`, with all that it leads to. Read when first asked
 * for; a definition may lead back to itself.
 */
export function builtInDefinition(name: string): Schema {
  const read = known.get(name);
  if (read) {
    return read;
  }
  generated ??= sections(definitions);
  added ??= sections(facts);
  const lines = generated.get(name);
  if (!lines) {
    throw new Error(`There is no definition ${name}`);
  }
  const [flags = '', ...more] = added.get(name) ?? [];
  const schema: Schema = { type: 'object', name, properties: {} };
  withFlags(schema, words(flags));
  known.set(name, schema);
  lines.slice(1).forEach(line => addField(schema, line));
  more.forEach(line => addFact(schema, line));
  return schema;
}

/** Whether there is a definition of that name. */
export function isDefined(name: string): boolean {
  generated ??= sections(definitions);
  return generated.has(name);
}
