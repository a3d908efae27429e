import { command } from '../command';
import { rule } from './rule';

export const databaseDisk = rule('database-disk', 'database', context => {
  const { facts } = context.sights.database;
  if (!facts?.present || !/^Not enough disk space/.test(facts.phase ?? '')) {
    return [];
  }
  const { databaseNamespace, databaseCluster } = context.deployment;
  return [
    {
      severity: 'critical',
      title: 'The database disk is full',
      since: facts.notReadySince,
      evidence: [
        facts.phaseReason ?? facts.phase,
        facts.archiving?.ok === false
          ? 'WAL is not being archived, which fills the disk.'
          : undefined,
      ],
      remedy: [
        [
          'See the volumes and their size, then enlarge spec.storage.size of the Cluster.',
          command`kubectl -n ${databaseNamespace} get pvc -l cnpg.io/cluster=${databaseCluster}`,
        ],
        ['When archiving fails, mend that first: it is usually the cause.'],
      ],
    },
  ];
});
