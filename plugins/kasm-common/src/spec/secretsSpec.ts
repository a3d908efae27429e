import * as z from 'zod';
import { objectName } from './fields';

/** Path of an entry in the secret store, such as `secret/kasm/database`. */
const storePath = z
  .string()
  .regex(
    /^(?=.{1,253}$)[A-Za-z0-9_-][A-Za-z0-9_.-]*(\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*$/,
    'must be a path such as kasm/database',
  );

/** Where the database's logins come from. Never a value of them. */
export const secretsSpec = z
  .discriminatedUnion('mode', [
    /** Made in the cluster, where they are absent. */
    z.strictObject({ mode: z.literal('generate') }),
    /** Secrets that somebody else put into the database's namespace; their keys are checked. */
    z.strictObject({
      mode: z.literal('existing'),
      credentialsSecret: objectName,
      superuserSecret: objectName.optional(),
    }),
    /** ExternalSecrets that read a store such as Vault. */
    z.strictObject({
      mode: z.literal('externalSecrets'),
      store: z.strictObject({
        kind: z
          .enum(['ClusterSecretStore', 'SecretStore'])
          .default('ClusterSecretStore'),
        name: objectName,
      }),
      /** Entry with the keys `username` and `password` of the database's owner. */
      credentialsPath: storePath,
      /** The same of PostgreSQL's superuser; not needed where the owner initialises the database. */
      superuserPath: storePath.optional(),
    }),
  ])
  .describe("Where the database's passwords come from");
