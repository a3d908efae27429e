import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  groupOf,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { parseAllDocuments } from 'yaml';
import { allWatches } from './__testUtils__/allWatches';
import type { Scope } from './ClusterViews';

interface Role extends KubeObject {
  rules: Array<{
    apiGroups: string[];
    resources: string[];
    resourceNames?: string[];
    verbs: string[];
  }>;
}

const documents = parseAllDocuments(
  readFileSync(resolve(__dirname, '../../manifests/reader-rbac.yaml'), 'utf8'),
).map(document => document.toJS() as KubeObject);
const roles = documents.filter(({ kind }) => /Role$/.test(kind)) as Role[];

/** As the API server's RBAC authorizer decides; a name is known from a field selector on it only. */
function grants(verb: string, resource: string, group: string, scope: Scope) {
  const name = /^metadata\.name=(.+)$/.exec(scope.fieldSelector ?? '')?.[1];
  return roles
    .filter(
      ({ kind, metadata }) =>
        kind === 'ClusterRole' || metadata.namespace === scope.namespace,
    )
    .flatMap(({ rules }) => rules)
    .some(
      rule =>
        rule.apiGroups.includes(group) &&
        rule.resources.includes(resource) &&
        rule.verbs.includes(verb) &&
        (!rule.resourceNames ||
          (name !== undefined && rule.resourceNames.includes(name))),
    );
}

describe('manifests/reader-rbac.yaml', () => {
  it('lets the backend list and watch all that it looks at', async () => {
    const watches = await allWatches();
    expect(watches.length).toBeGreaterThan(15);
    const refused = watches.flatMap(({ resource, scope }) =>
      ['list', 'watch']
        .filter(
          verb => !grants(verb, resource.plural, groupOf(resource), scope),
        )
        .map(verb => `${verb} ${resource.plural} ${JSON.stringify(scope)}`),
    );
    expect(refused).toEqual([]);
  });

  it('lets it ask once for what cannot be watched', () => {
    const kasm = { namespace: 'kasm' };
    expect(grants('list', 'pods', 'metrics.k8s.io', kasm)).toBe(true);
    for (const name of ['kasm', 'database', 'kasm-portal']) {
      const one = { fieldSelector: `metadata.name=${name}` };
      expect(grants('get', 'namespaces', '', one)).toBe(true);
    }
  });

  it.each(['kasm', 'database', 'kasm-portal'])(
    'lets it read the logs of failing pods in %s',
    namespace => {
      expect(grants('get', 'pods/log', '', { namespace })).toBe(true);
    },
  );

  it('changes nothing, and reads no Secret and nothing that leads to one', () => {
    const rules = roles.flatMap(role => role.rules);
    expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(
      new Set(['get', 'list', 'watch']),
    );
    const all = rules.flatMap(({ apiGroups, resources }) => [
      ...apiGroups,
      ...resources,
    ]);
    expect(all).not.toContain('*');
    expect(all).not.toContain('secrets');
    expect(
      all.filter(name => name.includes('/') && name !== 'pods/log'),
    ).toEqual([]);
  });

  it('gives whole clusters only by name', () => {
    const wide = roles
      .filter(({ kind }) => kind === 'ClusterRole')
      .flatMap(({ rules }) => rules);
    // Nodes belong to no namespace and have no names of ours; they tell nothing that is secret.
    expect(
      wide
        .filter(rule => !rule.resourceNames?.length)
        .flatMap(({ resources }) => resources),
    ).toEqual(['nodes']);
  });

  it('binds its roles to its own ServiceAccount and nobody else', () => {
    const bindings = documents.filter(({ kind }) => /Binding$/.test(kind));
    expect(bindings).toHaveLength(roles.length);
    expect(
      bindings.flatMap(({ subjects }) =>
        (subjects as Array<{ kind: string; name: string }>).map(
          ({ kind, name }) => `${kind} ${name}`,
        ),
      ),
    ).toEqual(roles.map(() => 'ServiceAccount kasm-portal-reader'));
  });
});
