import { command } from '../command';
import { isInstance, serves } from '../database';
import { rule } from './rule';

const HOLD = 300;
/** A new replica copies the whole database first. */
const CLONING = 1800;

export const databaseDegraded = rule(
  'database-degraded',
  'database',
  context => {
    const { facts } = context.sights.database;
    if (!facts?.present || !serves(facts) || facts.ready >= facts.desired) {
      return [];
    }
    const { databaseNamespace, databaseCluster } = context.deployment;
    // Jobs that cloned an instance are pods of the cluster, too, and no volume is called like them.
    const unready = facts.pods.filter(
      ({ ready, component }) => !ready && isInstance(component),
    );
    const broken = unready[0]?.name;
    const since =
      unready
        .map(({ readySince, createdAt }) => readySince ?? createdAt)
        .filter(at => at !== '')
        .sort()
        .shift() ?? facts.notReadySince;
    return [
      {
        severity: facts.ready === 1 && facts.desired >= 2 ? 'error' : 'warning',
        title: `${facts.ready} of ${facts.desired} database instances are ready`,
        since,
        // More were asked for a moment ago, and nobody has said since when they are missing.
        ...(since === undefined && { settling: true }),
        hold: /^(Creating a new replica|Setting up primary)/.test(
          facts.phase ?? '',
        )
          ? CLONING
          : HOLD,
        evidence: [
          facts.phase,
          ...unready.map(({ name }) => `${name} is not ready.`),
        ],
        remedy: [
          [
            'See why.',
            command`kubectl -n ${databaseNamespace} get pods -l cnpg.io/cluster=${databaseCluster} -o wide`,
          ],
          ...(broken === undefined
            ? []
            : [
                [
                  'A broken replica (never the primary) is cloned again after this.',
                  command`kubectl -n ${databaseNamespace} delete pod/${broken} pvc/${broken}`,
                ] as [string, string],
              ]),
        ],
      },
    ];
  },
);
