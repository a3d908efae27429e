import type { JsonObject } from '@backstage/types';
import { agentsChoice } from '../agents/agentsChoice';
import { folded } from '../branches';
import type { ClusterChoices } from '../clusterChoices';
import { DATABASE_CLUSTER, NAMESPACE, OBJECT, SIZE } from '../written';
import { backups } from './backups';
import { nodes } from './nodes';

/** Releases that the actions can create; the spec refuses any other. */
export const kasmVersion: JsonObject = {
  title: 'Release',
  type: 'string',
  enum: ['1.18.1', '1.19.0'],
  'ui:field': 'KasmVersionPicker',
};

export const size: JsonObject = {
  title: 'Size',
  type: 'string',
  enum: ['small', 'medium', 'large'],
  enumNames: [
    'Small: 10–15 sessions',
    'Medium: 25–30 sessions',
    'Large: 50 and more sessions',
  ],
  'ui:field': 'KasmSizePicker',
};

const databaseNodes = nodes('the database', 'workload-type: database');

/** Page 2: how much of it. */
export function howBig(choices: ClusterChoices): JsonObject {
  return {
    title: 'How big',
    required: ['size', 'kasmVersion'],
    properties: {
      size: { ...size, default: 'small' },
      kasmVersion: { ...kasmVersion, default: '1.18.1' },
      database: {
        title: 'Database',
        type: 'object',
        required: ['instances', 'storageSize'],
        properties: {
          instances: {
            title: 'PostgreSQL instances',
            type: 'integer',
            minimum: 1,
            maximum: 9,
            default: 3,
          },
          storageSize: {
            title: 'Storage per instance',
            description: 'It can grow later, never shrink',
            ...SIZE,
            default: '20Gi',
          },
          more: folded(
            'More about the database',
            'Storage class, name, namespace, nodes, who initialises it',
            {
              storageClass: {
                title: 'Storage class',
                description: "The cluster's default when left empty",
                ...OBJECT,
              },
              cluster: {
                title: 'Name of the PostgreSQL cluster',
                description: 'The name with -pg when left empty',
                ...DATABASE_CLUSTER,
              },
              namespace: {
                title: 'Namespace of the database',
                ...NAMESPACE,
                default: 'database',
              },
              ...databaseNodes.properties,
              antiAffinity: {
                title: 'Instances on different nodes',
                type: 'string',
                enum: ['preferred', 'required'],
                enumNames: [
                  'Where there are enough nodes',
                  'Always: an instance without a node of its own waits',
                ],
                default: 'preferred',
              },
              initialiseAs: {
                title: 'Initialised as',
                type: 'string',
                enum: ['superuser', 'owner'],
                enumNames: [
                  'PostgreSQL’s superuser, whose Secret leaves Kasm’s namespace afterwards',
                  'The owner of the database: Kasm never sees the superuser',
                ],
                default: 'superuser',
              },
              keepSuperuser: {
                title: 'Leave the superuser’s Secret beside Kasm',
                type: 'boolean',
                description:
                  'As the platform’s document does; whoever reads it can read every database of this PostgreSQL',
                default: false,
              },
            },
            databaseNodes.dependencies,
          ),
        },
      },
      backups,
      agents: agentsChoice(choices),
    },
  };
}
