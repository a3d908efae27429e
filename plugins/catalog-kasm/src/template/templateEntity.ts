import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';

/** A template of ours. */
export function templateEntity(options: {
  name: string;
  title: string;
  description: string;
  owner: string;
  tags?: string[];
  spec: {
    parameters: JsonObject[];
    steps: JsonObject[];
    output: JsonObject;
    presentation?: JsonObject;
  };
}): Entity {
  const { name, title, description, owner, tags = [], spec } = options;
  const location = `kasm:template-${name}`;
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: {
      name,
      title,
      description,
      tags: [...tags, 'kasm', 'virtual-desktops'],
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
      },
    },
    spec: {
      owner,
      type: 'virtual-desktops',
      // Safe, since what is done is not repeated. Without it the task's page stops listening when it is
      // cancelled, and never shows what was left and how to go on.
      EXPERIMENTAL_recovery: { EXPERIMENTAL_strategy: 'startOver' },
      ...spec,
    },
  };
}
