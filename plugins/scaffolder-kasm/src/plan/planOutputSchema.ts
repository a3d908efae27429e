import type { TemplateAction } from '@backstage/plugin-scaffolder-node';

const text = (description: string) =>
  ({ type: 'string', description } as const);
const count = (description: string) =>
  ({ type: 'integer', description } as const);

/** Outputs of `kasm:deployment:plan`. */
export const planOutputJsonSchema: NonNullable<
  TemplateAction['schema']
>['output'] = {
  type: 'object',
  properties: {
    ref: text('<cluster>/<name>'),
    hash: text('Names what is wanted; the audit of what is done has the same'),
    counts: {
      type: 'object',
      properties: {
        create: count('Objects that are new'),
        change: count('Objects that change'),
        unchanged: count('Objects that are as they should be'),
        remove: count('Objects that are not wanted any more'),
      },
    },
    plan: {
      type: 'array',
      description: 'One entry for each object, in the order of writing',
      items: {
        type: 'object',
        properties: {
          action: {
            type: 'string',
            enum: ['create', 'change', 'unchanged', 'remove'],
          },
          apiVersion: text('API version'),
          kind: text('Kind'),
          namespace: text('Namespace'),
          name: text('Name'),
          unchecked: {
            type: 'boolean',
            description: 'Its namespace does not exist yet',
          },
          fields: {
            type: 'array',
            description: 'Of a change; never a value of a Secret',
            items: {
              type: 'object',
              properties: { path: text('Field'), before: {}, after: {} },
            },
          },
        },
      },
    },
  },
};
