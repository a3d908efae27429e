import { coversPath, coversResource, type PolicyRule } from './PolicyRule';

const coversAll = (owned: string[] | undefined, wanted: string[]) =>
  !!owned &&
  (owned.includes('*') || wanted.every(each => owned.includes(each)));

/** One rule of one value each: owners may hold its parts by different rules. */
function singles(rule: PolicyRule): PolicyRule[] {
  const paths = (rule.nonResourceURLs ?? []).flatMap(url =>
    rule.verbs.map(verb => ({ verbs: [verb], nonResourceURLs: [url] })),
  );
  const names = rule.resourceNames?.length
    ? rule.resourceNames.map(name => ({ resourceNames: [name] }))
    : [{}];
  const resources = (rule.apiGroups ?? []).flatMap(group =>
    (rule.resources ?? []).flatMap(resource =>
      rule.verbs.flatMap(verb =>
        names.map(named => ({
          verbs: [verb],
          apiGroups: [group],
          resources: [resource],
          ...named,
        })),
      ),
    ),
  );
  return [...paths, ...resources];
}

function covers(owned: PolicyRule, wanted: PolicyRule): boolean {
  if (!coversAll(owned.verbs, wanted.verbs)) {
    return false;
  }
  if (wanted.nonResourceURLs) {
    return wanted.nonResourceURLs.every(url =>
      coversPath(owned.nonResourceURLs, url),
    );
  }
  return (
    coversAll(owned.apiGroups, wanted.apiGroups!) &&
    wanted.resources!.every(each => coversResource(owned.resources, each)) &&
    (!owned.resourceNames?.length ||
      (!!wanted.resourceNames &&
        wanted.resourceNames.every(each =>
          owned.resourceNames!.includes(each),
        )))
  );
}

/** The parts of the wanted rules that the owned ones do not hold. */
export function uncovered(
  owned: PolicyRule[],
  wanted: PolicyRule[],
): PolicyRule[] {
  return wanted
    .flatMap(singles)
    .filter(single => !owned.some(rule => covers(rule, single)));
}

const joined = (a: string[] | undefined) => JSON.stringify(a ?? []);

/** Rules that differ in their verbs only as one, as a server lists them. */
export function compacted(rules: PolicyRule[]): PolicyRule[] {
  const found = new Map<string, PolicyRule>();
  for (const rule of rules) {
    const key = [
      rule.apiGroups,
      rule.resources,
      rule.resourceNames,
      rule.nonResourceURLs,
    ]
      .map(joined)
      .join();
    const same = found.get(key);
    found.set(key, {
      ...rule,
      verbs: same ? [...new Set([...same.verbs, ...rule.verbs])] : rule.verbs,
    });
  }
  return [...found.values()];
}

/** A rule in the words of a refusal: `{APIGroups:[""], Resources:["pods"], Verbs:["get"]}`. */
export function ruleText(rule: PolicyRule): string {
  const list = (label: string, values: string[] | undefined) =>
    values?.length
      ? [`${label}:[${values.map(value => JSON.stringify(value)).join(' ')}]`]
      : [];
  return `{${[
    ...list('APIGroups', rule.apiGroups),
    ...list('Resources', rule.resources),
    ...list('ResourceNames', rule.resourceNames),
    ...list('NonResourceURLs', rule.nonResourceURLs),
    ...list('Verbs', rule.verbs),
  ].join(', ')}}`;
}
