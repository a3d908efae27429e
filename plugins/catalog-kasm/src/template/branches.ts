import type { JsonObject } from '@backstage/types';

/** What a choice brings with it. */
export interface Branch {
  properties?: JsonObject;
  required?: string[];
}

/** Fields that appear with a value of another one: `dependencies` of a form's object. */
export function branches(
  chooser: string,
  byValue: Record<string, Branch>,
): JsonObject {
  return {
    [chooser]: {
      oneOf: Object.entries(byValue).map(([value, branch]) => ({
        properties: { [chooser]: { enum: [value] }, ...branch.properties },
        ...(branch.required && { required: branch.required }),
      })),
    },
  };
}

/** Fields that few need, folded away by the plugin's own field. */
export function folded(
  title: string,
  description: string,
  properties: JsonObject,
  dependencies?: JsonObject,
): JsonObject {
  return {
    title,
    description,
    type: 'object',
    'ui:field': 'KasmFolded',
    properties,
    ...(dependencies && { dependencies }),
  };
}
