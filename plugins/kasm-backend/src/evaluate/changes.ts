import type { Change } from '@kasm-portal/backstage-plugin-kasm-common';
import { moment } from './Ages';
import type { Context } from './Context';
import { clean } from './text';

const DAY = 24 * 3600;
const MOST = 10;
/** Rollouts that end within so many milliseconds of each other are one. */
const TOGETHER = 10 * 60 * 1000;
/** A primary of its first minutes, in seconds, was made and not moved. */
const CREATION = 15 * 60;
const TEXT_LENGTH = 120;

/**
 * What changed in the last 24 hours, newest first, by the objects' own times: so every replica says the
 * same, and one that has just started, too.
 */
export function changesOf(context: Context): Change[] {
  const { ages } = context;
  return [
    ...descriptor(context),
    ...rollouts(context),
    ...release(context),
    ...failover(context),
    ...machines(context),
    ...certificate(context),
    ...nodes(context),
  ]
    .filter(
      ({ at }) =>
        moment(at) !== undefined && ages.passed(at) && !ages.passed(at, DAY),
    )
    .sort(
      (a, b) =>
        (moment(b.at) ?? 0) - (moment(a.at) ?? 0) || order(a.what, b.what),
    )
    .slice(0, MOST)
    .map(({ at, what, who }) => ({
      at,
      what: clean(what, TEXT_LENGTH),
      ...(who && { who: clean(who, TEXT_LENGTH) }),
    }));
}

function descriptor({ deployment }: Context): Change[] {
  const { createdAt, changedAt, changedBy: who, state } = deployment;
  const begun = moment(createdAt) ?? 0;
  const changed = moment(changedAt) ?? 0;
  const created = createdAt
    ? [{ at: createdAt, what: 'The deployment was created' }]
    : [];
  // What follows at once is part of the creation.
  return changedAt && changed - begun > TOGETHER
    ? [
        ...created,
        {
          at: changedAt,
          what:
            state === 'retired'
              ? 'The deployment was retired'
              : 'What was asked for was changed',
          who,
        },
      ]
    : created.map(change => ({ ...change, who }));
}

function rollouts({ sights }: Context): Change[] {
  const done = (sights.controlPlane.facts?.workloads ?? []).flatMap(
    ({ component, version, rolledOutAt }) =>
      rolledOutAt === undefined
        ? []
        : [{ name: component, version, at: rolledOutAt }],
  );
  return together(done).map(group => {
    const versions = new Set(group.map(({ version }) => version));
    const [version] = versions;
    return {
      at: group[0].at,
      what: `${named(group, 'components')} rolled out${
        versions.size === 1 && version ? ` (${version})` : ''
      }`,
    };
  });
}

/** What happened within minutes of each other; of each group the newest comes first. */
function together<T extends { at: string; name: string }>(things: T[]): T[][] {
  const groups: T[][] = [];
  const sorted = [...things].sort(
    (a, b) => order(b.at, a.at) || order(a.name, b.name),
  );
  for (const thing of sorted) {
    const group = groups[groups.length - 1];
    const last = group?.[group.length - 1];
    if (last && (moment(last.at) ?? 0) - (moment(thing.at) ?? 0) <= TOGETHER) {
      group.push(thing);
    } else {
      groups.push([thing]);
    }
  }
  return groups;
}

function named(group: Array<{ name: string }>, kind: string): string {
  const names = [...new Set(group.map(({ name }) => name))].sort();
  return names.length > 3 ? `${names.length} ${kind}` : names.join(', ');
}

function release({ sights, deployment }: Context): Change[] {
  const { facts } = sights.release;
  return facts?.ranAt === undefined
    ? []
    : [
        {
          at: facts.ranAt,
          what: `Helm ran for release ${deployment.release}${
            facts.version ? ` (chart ${facts.version})` : ''
          }${facts.jobComplete ? '' : ' and failed'}`,
        },
      ];
}

function failover({ sights }: Context): Change[] {
  const { facts } = sights.database;
  const at = facts?.targetPrimarySince;
  const begun = moment(facts?.createdAt);
  const moved = moment(at);
  return facts?.targetPrimary !== undefined &&
    at !== undefined &&
    begun !== undefined &&
    moved !== undefined &&
    moved - begun > CREATION * 1000
    ? [{ at, what: `The database moved its primary to ${facts.targetPrimary}` }]
    : [];
}

/** Of VMs that are gone only the portal's own clock tells, which no two replicas share. */
function machines({ sights }: Context): Change[] {
  const made = (sights.agentVms.facts?.vms ?? []).map(
    ({ name, createdAt }) => ({
      name,
      at: createdAt,
    }),
  );
  return together(made).map(group => ({
    at: group[0].at,
    what: `${named(group, 'VMs')} created`,
  }));
}

function certificate({ sights, deployment }: Context): Change[] {
  const notBefore = sights.certificate.facts?.notBefore;
  const begun = moment(deployment.createdAt);
  const issued = moment(notBefore);
  return notBefore === undefined || issued === undefined
    ? []
    : [
        {
          at: notBefore,
          what: `The certificate of ${deployment.host} was ${
            begun !== undefined && issued - begun > TOGETHER
              ? 'renewed'
              : 'issued'
          }`,
        },
      ];
}

function nodes({ sights }: Context): Change[] {
  const cordoned = (sights.controlPlane.facts?.cordoned ?? []).flatMap(
    ({ node, since }) =>
      since === undefined ? [] : [{ name: node, at: since }],
  );
  return together(cordoned).map(group => ({
    at: group[0].at,
    what:
      group.length > 1
        ? `Nodes were cordoned: ${named(group, 'nodes')}`
        : `Node ${group[0].name} was cordoned`,
  }));
}

function order(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
