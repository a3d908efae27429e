import type { JsonObject } from '@backstage/types';

/** The deployment that a template is about. */
export const deploymentField: JsonObject = {
  title: 'Deployment',
  type: 'object',
  required: ['cluster', 'name'],
  properties: {
    cluster: { title: 'Cluster', type: 'string' },
    name: { title: 'Name', type: 'string' },
  },
  'ui:field': 'KasmDeploymentPicker',
};

/** It, as a step's input. */
export const deployment = {
  cluster: '${{ parameters.deployment.cluster }}',
  name: '${{ parameters.deployment.name }}',
};

/** Its page in the catalog, as a link of the output. */
export const catalogLink: JsonObject = {
  title: 'Open it in the catalog',
  icon: 'catalog',
  entityRef:
    'component:default/${{ parameters.deployment.cluster }}-${{ parameters.deployment.name }}',
};
