import type { JsonObject } from '@backstage/types';
import { branches } from '../branches';
import { field, type SpecMapping } from '../specMapping';
import { OBJECT, STORE_PATH } from '../written';

/** Where the database's passwords come from. */
export const secrets: JsonObject = {
  title: 'Secrets',
  type: 'object',
  required: ['mode'],
  properties: {
    mode: {
      title: 'Passwords of the database',
      type: 'string',
      enum: ['generate', 'existing', 'externalSecrets'],
      enumNames: [
        'Made in the cluster; nobody needs to know them',
        'From Secrets that are there already',
        'From a store such as Vault (External Secrets)',
      ],
      default: 'generate',
    },
  },
  dependencies: branches('mode', {
    generate: {},
    existing: {
      required: ['credentialsSecret'],
      properties: {
        credentialsSecret: {
          title: 'Secret of the database’s owner',
          description:
            'In the namespace of the database, with the keys username and password',
          ...OBJECT,
        },
        superuserSecret: {
          title: 'Secret of the superuser',
          description:
            'Likewise; not needed when the database is initialised as its owner',
          ...OBJECT,
        },
      },
    },
    externalSecrets: {
      required: ['store', 'credentialsPath'],
      properties: {
        store: {
          title: 'Store',
          type: 'object',
          required: ['kind', 'name'],
          properties: {
            kind: {
              title: 'Kind of store',
              type: 'string',
              enum: ['ClusterSecretStore', 'SecretStore'],
              default: 'ClusterSecretStore',
            },
            name: { title: 'Name of the store', ...OBJECT },
          },
        },
        credentialsPath: {
          title: 'Entry of the database’s owner',
          description: 'With username and password, such as kasm/database',
          ...STORE_PATH,
        },
        superuserPath: {
          title: 'Entry of the superuser',
          description:
            'Not needed when the database is initialised as its owner',
          ...STORE_PATH,
        },
      },
    },
  }),
};

const mode = 'secrets.mode';

export const secretsMapping: SpecMapping = {
  mode: field(mode),
  credentialsSecret: field('secrets.credentialsSecret', {
    [mode]: ['existing'],
  }),
  superuserSecret: field('secrets.superuserSecret', { [mode]: ['existing'] }),
  store: field('secrets.store', { [mode]: ['externalSecrets'] }),
  credentialsPath: field('secrets.credentialsPath', {
    [mode]: ['externalSecrets'],
  }),
  superuserPath: field('secrets.superuserPath', {
    [mode]: ['externalSecrets'],
  }),
};
