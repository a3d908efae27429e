import type { Rule, Schema } from './Schema';

const NUMBERS: Record<string, keyof Schema> = {
  min: 'minimum',
  max: 'maximum',
  minLength: 'minLength',
  maxLength: 'maxLength',
  minItems: 'minItems',
  maxItems: 'maxItems',
  minProperties: 'minProperties',
  maxProperties: 'maxProperties',
};

const SWITCHES: Record<string, Partial<Schema>> = {
  set: { list: 'set' },
  open: { preserve: true },
  atomic: { atomic: true },
  null: { nullable: true },
};

/** `immutable="message"`, `notTogether=a,b:"message"`, `not=a:"message"`. */
function ruleOf(name: Rule['rule'], text: string): Rule {
  if (name === 'immutable') {
    return { rule: name, message: JSON.parse(text) };
  }
  const [subject, message] = text.split(/:(.*)/s);
  return name === 'not'
    ? { rule: name, value: subject, message: JSON.parse(message) }
    : {
        rule: name,
        members: subject.split(','),
        message: JSON.parse(message),
      };
}

/** What one flag of a schema text says; `parseSchema` lists them. */
export function schemaFlag(flag: string): Partial<Schema> {
  const [name, text = ''] = flag.split(/=(.*)/s);
  if (Object.hasOwn(SWITCHES, flag)) {
    return SWITCHES[flag];
  }
  if (Object.hasOwn(NUMBERS, name)) {
    return { [NUMBERS[name]]: Number(text) };
  }
  switch (name) {
    case '':
      return { default: JSON.parse(text) };
    case 'enum':
      return { enum: JSON.parse(text) };
    case 'pattern':
      return { pattern: JSON.parse(text) };
    case 'format':
      return { format: text };
    case 'go':
      return { code: { type: text } };
    case 'keys':
      return { keys: text.split(',') };
    case 'immutable':
    case 'notTogether':
    case 'not':
      return { rules: [ruleOf(name, text)] };
    default:
      throw new Error(`"${flag}" says nothing in a schema text`);
  }
}

/** The schema with what the flags say, rules added to those it has. */
export function withFlags(schema: Schema, flags: string[]): Schema {
  for (const flag of flags) {
    const { rules, ...said } = schemaFlag(flag);
    Object.assign(schema, said);
    if (rules) {
      schema.rules = [...(schema.rules ?? []), ...rules];
    }
  }
  return schema;
}

/** Splits a line at blanks outside JSON strings. */
export function words(text: string): string[] {
  return text.match(/(?:"(?:[^"\\]|\\.)*"|\S)+/g) ?? [];
}
