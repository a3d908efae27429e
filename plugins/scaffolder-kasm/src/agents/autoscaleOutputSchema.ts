import type { TemplateAction } from '@backstage/plugin-scaffolder-node';

const text = (description: string) =>
  ({ type: 'string', description } as const);

const fields = (description: string) =>
  ({ type: 'array', description, items: { type: 'object' } } as const);

/** Outputs of `kasm:agents:autoscale`. */
export const autoscaleOutputSchema: NonNullable<
  TemplateAction['schema']
>['output'] = {
  type: 'object',
  properties: {
    ref: text('<cluster>/<name>'),
    form: {
      type: 'object',
      description: 'Fields and values of the forms, in the order they come',
      properties: {
        zone: fields('The zone'),
        pool: fields('The pool'),
        provider: fields('The VM provider'),
        autoscale: fields('The AutoScale configuration'),
      },
    },
    startupScript: text('For the field Startup Script'),
    tokenSecret: {
      type: 'object',
      description: 'Where the API token is; never its value',
      properties: {
        cluster: text('Cluster'),
        namespace: text('Namespace'),
        name: text('Secret'),
        key: text('Key'),
        command: text('Command that shows it'),
      },
    },
  },
};
