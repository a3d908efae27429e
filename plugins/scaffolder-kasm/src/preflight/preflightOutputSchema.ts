import type { TemplateAction } from '@backstage/plugin-scaffolder-node';

const text = (description: string) =>
  ({ type: 'string', description } as const);

/** Outputs of `kasm:deployment:preflight`. */
export const preflightOutputJsonSchema: NonNullable<
  TemplateAction['schema']
>['output'] = {
  type: 'object',
  properties: {
    ref: text('<cluster>/<name>'),
    passed: {
      type: 'boolean',
      description: 'Whether no check failed; warnings do not count',
    },
    failed: { type: 'integer', description: 'How many checks failed' },
    summary: text('How many checks came to what'),
    checks: {
      type: 'array',
      description: 'Every check, in the order of the log',
      items: {
        type: 'object',
        properties: {
          id: text('Stable name'),
          title: text('What was looked at'),
          status: {
            type: 'string',
            enum: ['pass', 'warn', 'fail', 'unknown', 'skipped'],
            description:
              'unknown when the portal may not look, skipped when it does not apply',
          },
          detail: text('What was found'),
          remedy: text('What to do about it'),
        },
      },
    },
  },
};
