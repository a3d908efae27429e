import { command } from '../command';
import { stoppedOnPurpose } from '../database';
import { rule } from './rule';

export const databaseStopped = rule('database-stopped', 'database', context => {
  const { facts } = context.sights.database;
  if (!facts?.present || !stoppedOnPurpose(facts)) {
    return [];
  }
  const { databaseNamespace, databaseCluster } = context.deployment;
  return [
    {
      severity: 'info',
      title: `The database was stopped on purpose (${
        facts.hibernated ? 'hibernated' : 'fenced'
      })`,
      evidence: facts.hibernated
        ? ['cnpg.io/hibernation is on.']
        : [`Fenced: ${facts.fenced.join(', ')}.`],
      remedy: [
        facts.hibernated
          ? [
              'Wake it up.',
              command`kubectl -n ${databaseNamespace} annotate clusters.postgresql.cnpg.io ${databaseCluster} --overwrite cnpg.io/hibernation=off`,
            ]
          : [
              'Lift the fence.',
              command`kubectl cnpg fencing off ${databaseCluster} "*" -n ${databaseNamespace}`,
            ],
      ],
    },
  ];
});
