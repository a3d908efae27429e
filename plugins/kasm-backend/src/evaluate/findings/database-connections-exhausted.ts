import { complaints, firstOf } from '../clients';
import { command } from '../command';
import { serves } from '../database';
import { rollingOut } from '../pods';
import { rule } from './rule';

export const databaseConnectionsExhausted = rule(
  'database-connections-exhausted',
  'controlPlane',
  context => {
    const { deployment, sights } = context;
    const { facts } = sights.database;
    const lines = complaints(context, ['db-slots']);
    if (lines.length === 0 || !facts || !serves(facts)) {
      return [];
    }
    const { databaseNamespace, databaseCluster, namespace } = deployment;
    return [
      {
        severity: 'error',
        title: 'PostgreSQL has no free connections',
        since: firstOf(lines),
        // Two generations of pods together may need more than there are, for a moment.
        ...(rollingOut(context, 'api') && { settling: true }),
        evidence: [
          ...lines.map(({ pod, line }) => `${pod}: ${line}`).slice(0, 2),
          facts.maxConnections === undefined
            ? undefined
            : `max_connections is ${facts.maxConnections}.`,
        ],
        remedy: [
          [
            'Raise max_connections: small 200, medium 400, large 600. It restarts PostgreSQL.',
            command`kubectl -n ${databaseNamespace} edit clusters.postgresql.cnpg.io ${databaseCluster}`,
          ],
          [
            'Or run fewer replicas of api.',
            command`kubectl -n ${namespace} get deploy -l app.kubernetes.io/component=api`,
          ],
        ],
      },
    ];
  },
);
