import { groupOf } from '@kasm-portal/backstage-plugin-kasm-node';
import { stringify } from 'yaml';
import type { Right } from './Right';

/**
 * Roles that would give these rights, as YAML: one for each namespace, and one for the cluster. Bind
 * them to the writer.
 */
export function rightsAsRoles(rights: Right[]): string {
  const places = new Map<string, Right[]>();
  for (const right of rights) {
    const place = right.namespace ?? '';
    places.set(place, [...(places.get(place) ?? []), right]);
  }
  return [...places]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([namespace, here]) =>
      stringify({
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: namespace ? 'Role' : 'ClusterRole',
        metadata: {
          name: 'kasm-portal-writer-missing',
          ...(namespace && { namespace }),
        },
        rules: rulesOf(here),
      }),
    )
    .join('---\n');
}

function rulesOf(rights: Right[]): object[] {
  const rules = new Map<
    string,
    {
      apiGroups: string[];
      resources: string[];
      resourceNames?: string[];
      verbs: string[];
    }
  >();
  for (const { resource, name, verb } of rights) {
    const key = `${groupOf(resource)}/${resource.plural}/${name ?? ''}`;
    const rule = rules.get(key) ?? {
      apiGroups: [groupOf(resource)],
      resources: [resource.plural],
      ...(name && { resourceNames: [name] }),
      verbs: [],
    };
    rule.verbs.push(verb);
    rules.set(key, rule);
  }
  return [...rules.values()];
}
