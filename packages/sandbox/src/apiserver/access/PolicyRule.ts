import type { Attributes } from './authorize';

/** One rule of a Role or ClusterRole. */
export interface PolicyRule {
  verbs: string[];
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
}

const has = (list: string[] | undefined, value: string) =>
  !!list && (list.includes('*') || list.includes(value));

/** Whether a list of a rule's resources covers one, which may be `pods/log`. */
export function coversResource(
  resources: string[] | undefined,
  resource: string,
): boolean {
  const slash = resource.indexOf('/');
  return (
    has(resources, resource) ||
    (slash > 0 && !!resources?.includes(`*${resource.slice(slash)}`))
  );
}

/** Whether a list of a rule's paths covers one: `*`, `/healthz` or `/apis/*`. */
export function coversPath(paths: string[] | undefined, path: string): boolean {
  return !!paths?.some(
    rule =>
      rule === '*' ||
      rule === path ||
      (rule.endsWith('*') && path.startsWith(rule.replace(/\*+$/, ''))),
  );
}

/** Whether one rule allows what is asked for. */
export function ruleAllows(rule: PolicyRule, asked: Attributes): boolean {
  if (!has(rule.verbs, asked.verb)) {
    return false;
  }
  if ('path' in asked) {
    return coversPath(rule.nonResourceURLs, asked.path);
  }
  const { group, resource, subresource, name } = asked;
  return (
    has(rule.apiGroups, group) &&
    coversResource(
      rule.resources,
      subresource ? `${resource}/${subresource}` : resource,
    ) &&
    (!rule.resourceNames?.length || rule.resourceNames.includes(name ?? ''))
  );
}
