import type { TemplateAction } from '@backstage/plugin-scaffolder-node';

const text = (description: string) =>
  ({ type: 'string', description } as const);

/** Outputs of the actions that take away. */
export const removalOutputSchema: NonNullable<
  TemplateAction['schema']
>['output'] = {
  type: 'object',
  properties: {
    ref: text('<cluster>/<name>'),
    state: text(
      'retired: removed, and its data kept; removed: nothing is left of it; creating: what another task made stays; forgotten: no longer watched; absent: there was none',
    ),
    removed: {
      type: 'array',
      description: 'What was removed, or would be in a dry run',
      items: { type: 'string' },
    },
    kept: {
      type: 'array',
      description: 'What stays',
      items: {
        type: 'object',
        properties: {
          object: text('What it is'),
          why: text('Why it stays'),
          remove: text('The command that removes it'),
        },
      },
    },
  },
};
