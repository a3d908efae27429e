import type { ClusterStore, StoredObject } from '../../ClusterStore';
import { refused, type AdmissionPlugin } from '../AdmissionPlugin';
import { quantity } from '../quantity';
import { podAmount } from './podRequests';

interface Limit {
  type: 'Container' | 'Pod' | 'PersistentVolumeClaim';
  max?: Record<string, string>;
  min?: Record<string, string>;
  default?: Record<string, string>;
  defaultRequest?: Record<string, string>;
}

const ANNOTATION = 'kubernetes.io/limit-ranger';

/** What the server fills into a LimitRange that leaves things open. */
function completed(limit: Limit): Limit {
  if (limit.type !== 'Container') {
    return limit;
  }
  const limits = { ...limit.max, ...limit.default };
  return {
    ...limit,
    default: limits,
    defaultRequest: { ...limits, ...limit.min, ...limit.defaultRequest },
  };
}

/** Gives containers what they leave open; returns a sentence about each. */
function fill(container: any, limit: Limit, what: string): string[] {
  const sides = [
    ['requests', limit.defaultRequest, 'request'],
    ['limits', limit.default, 'limit'],
  ] as const;
  return sides.flatMap(([side, defaults, word]) => {
    const given = container.resources?.[side] ?? {};
    const missing = Object.keys(defaults ?? {})
      // A limit of its own is also the request.
      .filter(
        each =>
          given[each] === undefined &&
          !(side === 'requests' && container.resources?.limits?.[each]),
      )
      .sort();
    if (missing.length === 0) {
      return [];
    }
    container.resources = {
      ...container.resources,
      [side]: {
        ...given,
        ...Object.fromEntries(missing.map(each => [each, defaults![each]])),
      },
    };
    return [`${missing.join(', ')} ${word} for ${what} ${container.name}`];
  });
}

function bounds(
  limit: Limit,
  requested: (resource: string) => string | number | undefined,
  limited: (resource: string) => string | number | undefined,
): string[] {
  const usage = (most: string, each: string, bound: string) =>
    `${most} ${each} usage per ${limit.type} is ${bound}`;
  const isClaim = limit.type === 'PersistentVolumeClaim';
  const tooMuch = Object.entries(limit.max ?? {}).flatMap(([each, bound]) => {
    const value = isClaim ? requested(each) : limited(each);
    if (value === undefined) {
      return [`${usage('maximum', each, bound)}.  No limit is specified`];
    }
    return quantity(value) > quantity(bound)
      ? [
          `${usage('maximum', each, bound)}, but ${
            isClaim ? 'request' : 'limit'
          } is ${value}`,
        ]
      : [];
  });
  const tooLittle = Object.entries(limit.min ?? {}).flatMap(([each, bound]) => {
    const value = requested(each);
    if (value === undefined) {
      return [`${usage('minimum', each, bound)}.  No request is specified`];
    }
    return quantity(value) < quantity(bound)
      ? [`${usage('minimum', each, bound)}, but request is ${value}`]
      : [];
  });
  return [...tooLittle, ...tooMuch];
}

function podProblems(object: StoredObject, limits: Limit[]): string[] {
  const { spec, metadata } = object;
  const containers = [
    ...(spec.containers ?? []).map((each: any) => ['container', each]),
    ...(spec.initContainers ?? []).map((each: any) => ['init container', each]),
  ];
  const set = limits.flatMap(limit =>
    limit.type === 'Container'
      ? containers.flatMap(([what, each]) => fill(each, limit, what))
      : [],
  );
  if (set.length > 0) {
    metadata.annotations = {
      ...metadata.annotations,
      [ANNOTATION]: `LimitRanger plugin set: ${set.join('; ')}`,
    };
  }
  return limits.flatMap(limit => {
    if (limit.type === 'Container') {
      return containers.flatMap(([, { resources }]) =>
        bounds(
          limit,
          each => resources?.requests?.[each] ?? resources?.limits?.[each],
          each => resources?.limits?.[each],
        ),
      );
    }
    return limit.type === 'Pod'
      ? bounds(
          limit,
          each => podAmount(spec, 'requests', each) || undefined,
          each => podAmount(spec, 'limits', each) || undefined,
        )
      : [];
  });
}

/** Plays the admission of LimitRanges: fills in what containers leave open, and refuses what is out of bounds. */
export function limitRanger(store: ClusterStore): AdmissionPlugin {
  return ({ kind, operation, object }) => {
    const { namespace, name } = object.metadata;
    const isPod = kind.resource === 'pods' && operation === 'CREATE';
    const isClaim = kind.resource === 'persistentvolumeclaims';
    if (!namespace || !(isPod || isClaim) || !object.spec) {
      return;
    }
    const limits = store
      .list('limitranges', { namespace })
      .flatMap(each => (each.spec?.limits ?? []) as Limit[])
      .map(completed);
    if (limits.length === 0) {
      return;
    }
    const storage = () => object.spec.resources?.requests?.storage;
    const problems = isPod
      ? podProblems(object, limits)
      : limits
          .filter(({ type }) => type === 'PersistentVolumeClaim')
          .flatMap(limit => bounds(limit, storage, storage));
    if (problems.length > 0) {
      throw refused(
        kind,
        name,
        problems.length > 1 ? `[${problems.join(', ')}]` : problems[0],
      );
    }
  };
}
