import * as z from 'zod';

/**
 * JSON schema of a zod schema with names, types, titles, descriptions and defaults only. What
 * validates (patterns, limits, required, unknown keys) is left out on purpose: a runner that checks
 * this schema first would answer with its own message about the first problem, and the action could
 * not list them all.
 *
 * @public
 */
export function permissiveJsonSchema(schema: z.ZodType): PermissiveJsonSchema {
  return permissive(
    z.toJSONSchema(schema, {
      target: 'draft-7',
      io: 'input',
      // the library leaves out defaults of what it looks into before it checks it
      override({ zodSchema, jsonSchema }) {
        const { def } = zodSchema._zod;
        if (def.type === 'default' || def.type === 'prefault') {
          jsonSchema.default = def.defaultValue;
        }
      },
    }) as JsonSchema,
  );
}

/**
 * As far as {@link permissiveJsonSchema} goes.
 *
 * @public
 */
export interface PermissiveJsonSchema {
  type?: string;
  title?: string;
  description?: string;
  default?: unknown;
  properties?: Record<string, PermissiveJsonSchema>;
}

interface JsonSchema extends PermissiveJsonSchema {
  properties?: Record<string, JsonSchema>;
}

function permissive(schema: JsonSchema): PermissiveJsonSchema {
  const { type, title, description, properties } = schema;
  return {
    ...(typeof type === 'string' && { type }),
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(schema.default !== undefined && { default: schema.default }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [
          name,
          permissive(property),
        ]),
      ),
    }),
  };
}
