import { complaints, firstOf } from '../clients';
import { command } from '../command';
import { HEALTHY_PHASE, primaryOf, serves } from '../database';
import { rule } from './rule';

/** During a failover the service has no endpoint for some seconds. */
const HEALTHY_FOR = 60;

export const databaseUnreachableFromKasm = rule(
  'database-unreachable-from-kasm',
  'controlPlane',
  context => {
    const { deployment, sights } = context;
    const { facts } = sights.database;
    const lines = complaints(context, ['db-name', 'db-connect']);
    if (
      lines.length === 0 ||
      !facts ||
      !serves(facts) ||
      facts.phase !== HEALTHY_PHASE
    ) {
      return [];
    }
    const { databaseNamespace, databaseCluster, namespace } = deployment;
    return [
      {
        severity: 'error',
        title: `Kasm cannot reach the database at ${databaseCluster}-rw.${databaseNamespace}.svc`,
        since: firstOf(lines),
        settling: !context.ages.olderThan(
          primaryOf(facts)?.readySince,
          HEALTHY_FOR,
        ),
        evidence: lines.map(({ pod, line }) => `${pod}: ${line}`),
        remedy: [
          [
            'Look whether its Service has endpoints.',
            command`kubectl -n ${databaseNamespace} get services,endpointslices -l cnpg.io/cluster=${databaseCluster}`,
          ],
          [
            'Look for network policies that forbid it, here and in the namespace of the database.',
            command`kubectl -n ${namespace} get networkpolicies`,
          ],
          [
            `The Helm value database.hostname must be ${databaseCluster}-rw.${databaseNamespace}.svc or its long form.`,
          ],
        ],
      },
    ];
  },
);
