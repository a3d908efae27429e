import { complaints, firstOf } from '../clients';
import { command } from '../command';
import { serves } from '../database';
import { rule } from './rule';

export const databaseLoginRefused = rule(
  'database-login-refused',
  'controlPlane',
  context => {
    const { deployment, sights } = context;
    const lines = complaints(context, ['db-login']);
    if (lines.length === 0 || !serves(sights.database.facts)) {
      return [];
    }
    const { databaseNamespace, namespace } = deployment;
    const user =
      lines.flatMap(line => line.user ?? [])[0] ?? sights.database.facts?.owner;
    const secret = sights.database.facts?.applicationSecret;
    return [
      {
        severity: 'error',
        title: `The database refuses Kasm's login${user ? ` (${user})` : ''}`,
        since: firstOf(lines),
        evidence: lines.map(({ pod, line }) => `${pod}: ${line}`),
        remedy: [
          [
            'Compare both copies of the password without printing them: the two lines must be equal.',
            command`for n in ${databaseNamespace} ${namespace}; do kubectl -n $n get secret ${secret} -o jsonpath='{.data.password}' | sha256sum; done`,
          ],
          [
            `Make the one in ${namespace} equal, then restart api and manager.`,
            command`kubectl -n ${namespace} rollout restart deploy -l 'app.kubernetes.io/component in (api,manager)'`,
          ],
        ],
      },
    ];
  },
);
