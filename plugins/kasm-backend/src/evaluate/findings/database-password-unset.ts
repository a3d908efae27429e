import { command } from '../command';
import { rule } from './rule';

export const databasePasswordUnset = rule(
  'database-password-unset',
  'database',
  context => {
    const { facts } = context.sights.database;
    if (!facts?.present || facts.ready < 1) {
      return [];
    }
    const { databaseNamespace, namespace } = context.deployment;
    // Undefined is “not told”; empty is CloudNativePG's word for “not found”.
    const missing = [
      facts.applicationSecretVersion === ''
        ? { user: 'the application', secret: facts.applicationSecret }
        : undefined,
      facts.superuserAccess && facts.superuserSecretVersion === ''
        ? { user: 'postgres', secret: facts.superuserSecret }
        : undefined,
    ].filter(one => one !== undefined);
    return missing.map(({ user, secret }) => ({
      severity: 'error',
      subject: secret,
      title: `PostgreSQL has no password for ${user}: Secret ${secret} is missing in ${databaseNamespace}`,
      evidence: [`CloudNativePG found no Secret ${secret}.`],
      remedy: [
        [
          'Look whether it is there.',
          command`kubectl -n ${databaseNamespace} get secret ${secret}`,
        ],
        [
          `Create it with the same value as in ${namespace}, with the label cnpg.io/reload=true.`,
        ],
      ],
    }));
  },
);
