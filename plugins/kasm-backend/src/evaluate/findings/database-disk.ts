import type { DatabaseFacts } from '../../observation/Observation';
import type { Context } from '../Context';
import { command } from '../command';
import { rule, type Found } from './rule';

export const databaseDisk = rule('database-disk', 'database', context => {
  const { facts } = context.sights.database;
  if (!facts?.present) {
    return [];
  }
  const lines = complaintsOfSpace(context, facts);
  const full = /^Not enough disk space/.test(facts.phase ?? '');
  if (!full && lines.length === 0) {
    return [];
  }
  const { databaseNamespace, databaseCluster } = context.deployment;
  const notArchived = facts.archiving?.ok === false;
  const [volume] = lines.map(({ pod }) => pod).sort();
  const growing = facts.volumes?.resizing ?? [];
  const enlarge: Found['remedy'] = [
    [
      'See the volumes and their size, then enlarge spec.storage.size of the Cluster.',
      command`kubectl -n ${databaseNamespace} get pvc -l cnpg.io/cluster=${databaseCluster}`,
    ],
  ];
  const archive: Found['remedy'] = [
    ['When archiving fails, mend that first: it is usually the cause.'],
  ];
  return [
    {
      severity: 'critical',
      title: `The database disk is full${volume ? ` (${volume})` : ''}`,
      since: full ? facts.notReadySince : lines[0]?.at,
      evidence: [
        full ? facts.phaseReason ?? facts.phase : undefined,
        ...lines.map(({ pod, line }) => `${pod}: ${line}`).slice(0, 2),
        notArchived
          ? 'WAL is not being archived, which fills the disk.'
          : undefined,
        growing.length > 0
          ? `Being enlarged: ${growing.join(', ')}.`
          : undefined,
      ],
      remedy: notArchived ? [...archive, ...enlarge] : [...enlarge, ...archive],
    },
  ];
});

/** Of instances that do not work; what one of them said before it had room again is history. */
function complaintsOfSpace({ sights }: Context, facts: DatabaseFacts) {
  const unready = facts.pods
    .filter(({ ready, deletedAt }) => !ready && deletedAt === undefined)
    .map(({ name }) => name);
  return (sights.controlPlane.facts?.signatures ?? []).filter(
    ({ id, pod }) => id === 'db-space' && unready.includes(pod),
  );
}
