import type { JsonObject } from '@backstage/types';
import { branches } from '../branches';
import { field, type MappedField } from '../specMapping';
import { LABEL_VALUE } from '../written';

/** Which nodes something runs on: the platform's, or those with labels of somebody's own. */
export function nodes(whose: string, label: string) {
  const properties: JsonObject = {
    nodes: {
      title: `Nodes of ${whose}`,
      type: 'string',
      enum: ['platform', 'own'],
      enumNames: [`Those with ${label}`, 'Those with other labels, or any'],
      default: 'platform',
    },
  };
  const dependencies = branches('nodes', {
    platform: {},
    own: {
      properties: {
        // No default: the form would put it back whenever somebody takes it away.
        nodeSelector: {
          title: `Labels that nodes of ${whose} must have`,
          description:
            'A key such as workload-type and its value in each row; any node when there is none',
          type: 'object',
          additionalProperties: { ...LABEL_VALUE, title: 'Value', default: '' },
        },
      },
    },
  });
  return { properties, dependencies };
}

/** The labels, when they are not the platform's: those are the spec's default. */
export function nodesMapping(at: string): MappedField {
  return field(`${at}.nodeSelector`, { [`${at}.nodes`]: ['own'] });
}
