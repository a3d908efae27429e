import type {
  SourceName,
  SourceState,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { command } from '../command';
import {
  clusterOf,
  ESSENTIAL,
  SOURCES,
  sourceTitle,
  type Context,
} from '../Context';
import { sourcesOn, unreachableClusters } from './cluster-unreachable';
import { ruleOfSight, type Found } from './rule';

/** Seconds before each kind of blindness counts; a refusal is certain at once. */
const HOLD: Partial<Record<SourceState, number>> = {
  forbidden: 0,
  unauthenticated: 0,
  notInstalled: 0,
  unreachable: 30,
  stale: 300,
};

export const sourceBlind = ruleOfSight('source-blind', context => {
  const { deployment, sights } = context;
  const unreachable = unreachableClusters(context);
  const blind = SOURCES.filter(source => {
    const { state, visible } = sights[source];
    const cluster = clusterOf(source, deployment);
    return (
      !visible &&
      Object.hasOwn(HOLD, state) &&
      // A finding of its own says it better.
      !(source === 'database' && state === 'notInstalled') &&
      !(cluster !== undefined && unreachable.includes(cluster))
    );
  });
  const groups = new Map<string, SourceName[]>();
  for (const source of blind) {
    const key = groupOf(context, source);
    groups.set(key, [...(groups.get(key) ?? []), source]);
  }
  return [
    ...[...groups].map(([subject, sources]) =>
      found(context, subject, sources),
    ),
    ...refusedLists(context),
  ];
});

/** What Kasm's API tells only in part is seen, but for the lists that the key may not read. */
function refusedLists({ sights }: Context): Found[] {
  const { visible, facts } = sights.kasmApi;
  const refused = (visible ? facts?.unread ?? [] : []).filter(
    ({ forbidden }) => forbidden,
  );
  return refused.map(({ list, reason }) => ({
    severity: 'warning',
    subject: `kasmApi:${list}`,
    title: `The portal may not read Kasm's list of ${list}`,
    evidence: [reason],
    remedy: remedyOfKey('forbidden'),
  }));
}

/** A whole cluster that refuses us is one problem, not one for each source. */
function groupOf(context: Context, source: SourceName): string {
  const cluster = clusterOf(source, context.deployment);
  const { state } = context.sights[source];
  if (cluster === undefined) {
    return source;
  }
  const all = sourcesOn(context, cluster);
  return all.length > 1 && all.every(one => context.sights[one].state === state)
    ? cluster
    : source;
}

function found(
  context: Context,
  subject: string,
  sources: SourceName[],
): Found {
  const [first] = sources;
  const { state, since } = context.sights[first];
  const cluster = clusterOf(first, context.deployment);
  return {
    // Without an essential source nobody can say that Kasm is healthy.
    severity: sources.some(source => ESSENTIAL.includes(source))
      ? 'error'
      : 'warning',
    subject,
    title:
      sources.length > 1
        ? `The portal sees nothing of cluster ${cluster}: ${inWords(state)}`
        : `The portal cannot see the ${sourceTitle(first)}: ${inWords(state)}`,
    since,
    hold: HOLD[state],
    // A refusal is certain, however young.
    ...(HOLD[state] === 0 && { settling: false }),
    evidence: sources.map(source => context.sights[source].reason),
    remedy:
      first === 'kasmApi'
        ? remedyOfKey(state)
        : remedyOf(context, state, cluster),
  };
}

function inWords(state: SourceState): string {
  return (
    {
      forbidden: 'its credential may not read that',
      unauthenticated: 'its credential is not accepted',
      notInstalled: 'the cluster does not know this kind of object',
      unreachable: 'it cannot be reached',
      stale: 'nothing was heard for a while',
    } as Partial<Record<SourceState, string>>
  )[state]!;
}

/** What Kasm's API refuses is a matter of the key. */
function remedyOfKey(state: SourceState): Found['remedy'] {
  return state === 'forbidden' || state === 'unauthenticated'
    ? [
        [
          'In Kasm, Settings, Developers: see whether the key in kasm.kasmApis is there, enabled and not expired, and give it the permission that is named.',
        ],
      ]
    : [['Check the connection from the portal to the public host.']];
}

function remedyOf(
  context: Context,
  state: SourceState,
  cluster: string | undefined,
): Found['remedy'] {
  const { systemNamespace } = context.deployment;
  if (cluster === undefined) {
    return [['Check the connection from the portal to the public host.']];
  }
  if (state === 'unauthenticated') {
    return [
      [
        "Renew the reader's token; the portal reads its file again by itself.",
        command`kubectl --context ${cluster} -n ${systemNamespace} get serviceaccount kasm-portal-reader`,
      ],
    ];
  }
  if (state === 'forbidden') {
    return [
      [
        'See what the reader may do, then apply the shipped role.',
        command`kubectl --context ${cluster} auth can-i --list --as=system:serviceaccount:${systemNamespace}:kasm-portal-reader`,
      ],
    ];
  }
  return [
    [
      'Ask the API server whether it is ready and what it serves.',
      command`kubectl --context ${cluster} api-resources`,
    ],
  ];
}
