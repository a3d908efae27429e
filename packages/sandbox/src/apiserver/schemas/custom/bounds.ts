import { isObject } from '../../fields/elements';
import type { StatusCause } from '../../StatusError';
import { QUANTITY_PATTERN } from '../definitionSchema';
import type { Schema } from '../Schema';

type Causes = Required<StatusCause>[];

const patterns = new Map<string, RegExp>();

function matches(pattern: string, text: string): boolean {
  let known = patterns.get(pattern);
  if (!known) {
    known = new RegExp(pattern, 'u');
    patterns.set(pattern, known);
  }
  return known.test(text);
}

const invalid = (path: string, value: unknown, why: string) => ({
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${JSON.stringify(value)}: ${path} in body ${why}`,
  field: path,
});

const tooMany = (path: string, count: number, most: number) => ({
  reason: 'FieldValueTooMany',
  message: `Too many: ${count}: must have at most ${most} items`,
  field: path,
});

function numberCauses(schema: Schema, value: number, path: string): Causes {
  const { minimum, maximum } = schema;
  const causes: Causes = [];
  if (minimum !== undefined && value < minimum) {
    causes.push(
      invalid(path, value, `should be greater than or equal to ${minimum}`),
    );
  }
  if (maximum !== undefined && value > maximum) {
    causes.push(
      invalid(path, value, `should be less than or equal to ${maximum}`),
    );
  }
  return causes;
}

function textCauses(schema: Schema, value: string, path: string): Causes {
  const { minLength, maxLength } = schema;
  const pattern = schema.quantity ? QUANTITY_PATTERN : schema.pattern;
  const causes: Causes = [];
  const length = [...value].length;
  if (minLength !== undefined && length < minLength) {
    causes.push(
      invalid(path, value, `should be at least ${minLength} chars long`),
    );
  }
  if (maxLength !== undefined && length > maxLength) {
    causes.push({
      reason: 'FieldValueTooLong',
      message: `Too long: may not be more than ${maxLength} bytes`,
      field: path,
    });
  }
  if (pattern !== undefined && !matches(pattern, value)) {
    causes.push(invalid(path, value, `should match '${pattern}'`));
  }
  return causes;
}

function countCauses(
  count: number,
  [least, most]: [number | undefined, number | undefined],
  path: string,
  what: string,
): Causes {
  const causes: Causes = [];
  if (least !== undefined && count < least) {
    causes.push(invalid(path, count, `should have at least ${least} ${what}`));
  }
  if (most !== undefined && count > most) {
    causes.push(tooMany(path, count, most));
  }
  return causes;
}

/** What of a value itself, not of its members, is not as its schema wants it. */
export function checkBounds(
  schema: Schema,
  value: unknown,
  path: string,
): Causes {
  const causes: Causes = [];
  if (schema.enum && !schema.enum.includes(value)) {
    causes.push({
      reason: 'FieldValueNotSupported',
      message: `Unsupported value: ${JSON.stringify(
        value,
      )}: supported values: ${schema.enum
        .map(item => JSON.stringify(item))
        .join(', ')}`,
      field: path,
    });
  }
  if (typeof value === 'number') {
    causes.push(...numberCauses(schema, value, path));
  } else if (typeof value === 'string') {
    causes.push(...textCauses(schema, value, path));
  } else if (Array.isArray(value)) {
    const { minItems, maxItems } = schema;
    causes.push(
      ...countCauses(value.length, [minItems, maxItems], path, 'items'),
    );
  } else if (isObject(value)) {
    const { minProperties, maxProperties } = schema;
    causes.push(
      ...countCauses(
        Object.keys(value).length,
        [minProperties, maxProperties],
        path,
        'properties',
      ),
    );
  }
  return causes;
}
