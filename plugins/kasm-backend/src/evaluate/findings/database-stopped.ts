import type { DatabaseFacts } from '../../observation/Observation';
import type { Context } from '../Context';
import { command } from '../command';
import { stoppedOnPurpose } from '../database';
import { rule, type Found } from './rule';

export const databaseStopped = rule('database-stopped', 'database', context => {
  const { facts } = context.sights.database;
  if (!facts?.present) {
    return [];
  }
  if (stoppedOnPurpose(facts)) {
    return [stopped(context, facts)];
  }
  return facts.unattended ? [unattended(context)] : [];
});

function stopped(context: Context, facts: DatabaseFacts): Found {
  const { databaseNamespace, databaseCluster } = context.deployment;
  const how = facts.hibernated ? 'hibernated' : 'fenced';
  const { hibernatedSince } = facts;
  const since = hibernatedSince && `, since ${hibernatedSince}`;
  return {
    severity: 'info',
    title: `The database was stopped on purpose (${how}${since ?? ''})`,
    since: hibernatedSince,
    evidence: [
      facts.hibernated
        ? 'cnpg.io/hibernation is on.'
        : `cnpg.io/fencedInstances names ${facts.fenced.join(', ')}.`,
      facts.unattended ? 'cnpg.io/reconciliationLoop is disabled.' : undefined,
    ],
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
  };
}

/** It runs, and when something happens to it nothing is done. */
function unattended({ deployment }: Context): Found {
  const { databaseNamespace, databaseCluster } = deployment;
  return {
    severity: 'warning',
    title: 'CloudNativePG was told to leave the database alone',
    evidence: [
      'cnpg.io/reconciliationLoop is disabled: no failover, no repair.',
    ],
    remedy: [
      [
        'Let it look after the database again.',
        command`kubectl -n ${databaseNamespace} annotate clusters.postgresql.cnpg.io ${databaseCluster} cnpg.io/reconciliationLoop-`,
      ],
    ],
  };
}
