import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import {
  resources,
  type KubeObject,
  type KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { CheckGroup } from '../CheckGroup';
import {
  controlPlaneDemand,
  databaseDemand,
  totals,
  type PodDemand,
} from '../demand';
import { itemsOf, valueOf, type Seen } from '../Looks';
import { about, type PreflightCheck } from '../PreflightCheck';
import { quantity } from '../quantity';

interface Quota extends KubeObject {
  spec?: {
    hard?: Record<string, string>;
    scopes?: string[];
    scopeSelector?: object;
  };
  status?: { hard?: Record<string, string>; used?: Record<string, string> };
}

type Amounts = Record<string, string>;

interface LimitRange extends KubeObject {
  spec?: {
    limits?: Array<{
      type: string;
      min?: Amounts;
      max?: Amounts;
      default?: Amounts;
    }>;
  };
}

const ofCore = (plural: string, kind: string): KubeResource => ({
  apiVersion: 'v1',
  plural,
  kind,
  namespaced: true,
});
const quotas = ofCore('resourcequotas', 'ResourceQuota');
const limitRanges = ofCore('limitranges', 'LimitRange');

/** Whether what a deployment of this size asks for is within the limits of its namespaces. */
export const quota: CheckGroup = async ({ run, looks }) => {
  const { spec, names, cluster } = run;
  const { namespace, databaseNamespace } = names;
  const look = async (place: string) => {
    const [quotaSeen, ranges] = await Promise.all([
      looks.list<Quota>(quotas, { namespace: place }),
      looks.list<LimitRange>(limitRanges, { namespace: place }),
    ]);
    return { quotas: quotaSeen, ranges };
  };
  const [kasm, database, chart, postgres] = await Promise.all([
    look(namespace),
    look(databaseNamespace),
    looks.get(resources.helmCharts, names.release, cluster.systemNamespace),
    looks.get(
      resources.databaseClusters,
      names.databaseCluster,
      databaseNamespace,
    ),
  ]);
  // what an earlier run made is already counted as used
  const isOurs = (seen: Seen<KubeObject>) =>
    valueOf(seen)?.metadata.labels?.[DEPLOYMENT_LABEL] === spec.name;
  const demands = [
    {
      id: 'quota-kasm',
      place: namespace,
      ...kasm,
      demand: isOurs(chart) ? [] : controlPlaneDemand(spec),
    },
    {
      id: 'quota-database',
      place: databaseNamespace,
      ...database,
      demand: isOurs(postgres) ? [] : databaseDemand(spec),
    },
  ];
  if (namespace !== databaseNamespace) {
    return { checks: demands.map(judgeLimits) };
  }
  return {
    checks: [
      judgeLimits({
        ...demands[0],
        demand: demands.flatMap(({ demand }) => demand),
      }),
    ],
  };
};

/** @internal */
export function judgeLimits({
  id,
  place,
  quotas: seen,
  ranges,
  demand,
}: {
  id: string;
  place: string;
  quotas: Seen<Quota[]>;
  ranges: Seen<LimitRange[]>;
  demand: PodDemand[];
}): PreflightCheck {
  const check = about(id, `Limits of ${place}`);
  const hidden = [seen, ranges].find(({ state }) => state === 'hidden');
  if (hidden?.state === 'hidden') {
    return check.unknown(hidden.detail, hidden.remedy);
  }
  if (demand.length === 0) {
    return check.pass('what is there is counted already');
  }
  const problems = [
    ...itemsOf(seen).flatMap(item =>
      quotaProblems(item, demand, defaultsOf(itemsOf(ranges))),
    ),
    ...itemsOf(ranges).flatMap(item => rangeProblems(item, demand)),
  ];
  return problems.length === 0
    ? check.pass(
        itemsOf(seen).length > 0 ? 'the quota has room' : 'there is no quota',
      )
    : check.fail(
        `namespace ${place}: ${problems.join(', ')}`,
        'have the limits raised, or choose a smaller size',
      );
}

function quotaProblems(
  { metadata, spec, status }: Quota,
  demand: PodDemand[],
  defaults: Set<string>,
): string[] {
  if (spec?.scopes?.length || spec?.scopeSelector) {
    // it counts only some pods, by what is not known of them yet
    return [];
  }
  const wanted = totals(demand);
  const hard = { ...spec?.hard, ...status?.hard };
  return Object.entries(hard).flatMap(([key, most]) => {
    const limit = /^limits\.(cpu|memory)$/.exec(key)?.[1] as
      | 'cpu'
      | 'memory'
      | undefined;
    const without = limit && demand.find(({ limits }) => !limits[limit]);
    if (without && limit && !defaults.has(limit)) {
      return [
        `quota ${metadata.name} wants ${key} of every pod, which ${without.what} do not set`,
      ];
    }
    const free =
      (quantity(most) ?? Infinity) - (quantity(status?.used?.[key] ?? 0) ?? 0);
    const need = wanted.get(key) ?? 0;
    return need > free
      ? [
          `quota ${metadata.name} leaves ${show(
            key,
            free,
          )} of ${key}, and ${show(key, need)} is needed`,
        ]
      : [];
  });
}

function defaultsOf(ranges: LimitRange[]): Set<string> {
  return new Set(
    ranges.flatMap(({ spec }) =>
      (spec?.limits ?? [])
        .filter(({ type }) => type === 'Container')
        .flatMap(limit => Object.keys(limit.default ?? limit.max ?? {})),
    ),
  );
}

function rangeProblems(
  { metadata, spec }: LimitRange,
  demand: PodDemand[],
): string[] {
  return (spec?.limits ?? []).flatMap(({ type, min = {}, max = {} }) =>
    demand.flatMap(({ what, requests, limits, storage }) => {
      const asks: Amounts =
        type === 'PersistentVolumeClaim'
          ? { ...(storage && { storage }) }
          : requests;
      const tops =
        type === 'PersistentVolumeClaim' ? asks : { ...requests, ...limits };
      return [
        ...beyond(tops, max, (has, bound) => has > bound).map(
          key =>
            `LimitRange ${metadata.name} allows ${what} at most ${max[key]} of ${key}`,
        ),
        ...beyond(asks, min, (has, bound) => has < bound).map(
          key =>
            `LimitRange ${metadata.name} wants at least ${min[key]} of ${key}, which ${what} do not ask for`,
        ),
      ];
    }),
  );
}

function beyond(
  amounts: Amounts,
  bounds: Amounts,
  isBeyond: (has: number, bound: number) => boolean,
): string[] {
  return Object.entries(bounds).flatMap(([key, bound]) => {
    const has = quantity(amounts[key]);
    const limit = quantity(bound);
    return has !== undefined && limit !== undefined && isBeyond(has, limit)
      ? [key]
      : [];
  });
}

function show(key: string, amount: number): string {
  return /memory|storage/.test(key)
    ? `${Math.round((amount / 2 ** 30) * 100) / 100}Gi`
    : String(Math.round(amount * 1000) / 1000);
}
