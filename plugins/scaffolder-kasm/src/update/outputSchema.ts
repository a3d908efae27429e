import type { TemplateAction } from '@backstage/plugin-scaffolder-node';

const text = (description: string) =>
  ({ type: 'string', description } as const);
const objects = (description: string) => ({
  type: 'array' as const,
  description,
  items: { type: 'object' as const },
});

/** Outputs of `kasm:deployment:update`. */
export const outputJsonSchema: NonNullable<TemplateAction['schema']>['output'] =
  {
    type: 'object',
    properties: {
      ref: text('<cluster>/<name>'),
      entityRef: text('Entity reference in the catalog'),
      url: text('Public address of Kasm'),
      changes: objects('Fields of the spec with their values before and after'),
      plan: objects(
        'Every object with what becomes of it: create, change (field by field), unchanged, remove or keep',
      ),
      planHash: text(
        'Names the plan; give it back as expectedPlan to have exactly this done',
      ),
      changed: {
        type: 'number',
        description: 'How many objects are made, changed or removed',
      },
      links: objects("For the template's output"),
    },
  };
