import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';

interface Role {
  kind: string;
  metadata: { name: string; namespace?: string };
  rules: Array<{
    apiGroups: string[];
    resources: string[];
    resourceNames?: string[];
    verbs: string[];
  }>;
}

function rolesIn(file: string): Role[] {
  return parseAllDocuments(
    readFileSync(resolve(__dirname, '../../manifests', file), 'utf8'),
  )
    .map(document => document.toJS() as Role)
    .filter(({ kind }) => /Role$/.test(kind));
}

/** `list apps/deployments`, and the like. */
function rights(roles: Role[]): string[] {
  const all = roles
    .flatMap(({ rules }) => rules)
    .filter(({ resourceNames }) => !resourceNames)
    .flatMap(({ apiGroups, resources, verbs }) =>
      apiGroups.flatMap(group =>
        resources.flatMap(resource =>
          verbs.map(verb => `${verb} ${group}/${resource}`),
        ),
      ),
    );
  return [...new Set(all)].sort();
}

describe('manifests/reader-rbac-fleet.yaml', () => {
  const [fleet, agents] = rolesIn('reader-rbac-fleet.yaml');
  const single = rolesIn('reader-rbac.yaml');
  const inNamespaces = (...namespaces: string[]) =>
    single.filter(({ metadata }) =>
      namespaces.includes(metadata.namespace ?? ''),
    );

  it('grants in every namespace what one deployment needs in its own, and nothing beyond', () => {
    expect(rights([fleet])).toEqual(rights(inNamespaces('kasm', 'database')));
    expect(rights([agents])).toEqual(rights(inNamespaces('kasm-agents')));
  });

  it('changes nothing and reads no Secret', () => {
    const all = rights([fleet, agents]);
    expect(all.filter(right => !/^(get|list|watch) /.test(right))).toEqual([]);
    expect(all.join(' ')).not.toMatch(/secrets|exec|\*/);
  });
});
