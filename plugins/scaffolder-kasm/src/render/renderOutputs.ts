import type { TemplateAction } from '@backstage/plugin-scaffolder-node';

/** Outputs of `kasm:deployment:render`. */
export const renderOutputJsonSchema: NonNullable<
  TemplateAction['schema']
>['output'] = {
  type: 'object',
  properties: {
    ref: { type: 'string', description: '<cluster>/<name>' },
    folder: {
      type: 'string',
      description: "Folder of the deployment, relative to the task's folder",
    },
    files: {
      type: 'array',
      description: "What was written, relative to the task's folder",
      items: { type: 'string' },
    },
    descriptor: {
      type: 'object',
      description: 'What the portal will know of the deployment; no secret',
    },
    warnings: {
      type: 'array',
      description: 'What somebody should know before applying the files',
      items: { type: 'string' },
    },
  },
};
