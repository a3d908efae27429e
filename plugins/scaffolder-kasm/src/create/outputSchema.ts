import type { TemplateAction } from '@backstage/plugin-scaffolder-node';

const text = (description: string) =>
  ({ type: 'string', description } as const);

/** Outputs of `kasm:deployment:create`. */
export const outputJsonSchema: NonNullable<TemplateAction['schema']>['output'] =
  {
    type: 'object',
    properties: {
      ref: text('<cluster>/<name>'),
      entityRef: text('Entity reference in the catalog'),
      url: text('Public address of Kasm'),
      runbookUrl: text('Runbook, relative to the portal'),
      adminSecret: {
        type: 'object',
        description: 'Where the first admin password is; never its value',
        properties: {
          namespace: text('Namespace'),
          name: text('Secret'),
          key: text('Key'),
        },
      },
      links: {
        type: 'array',
        description: "For the template's output",
        items: { type: 'object' },
      },
      remaining: {
        type: 'array',
        description: 'What a person still has to do',
        items: { type: 'string' },
      },
    },
  };
