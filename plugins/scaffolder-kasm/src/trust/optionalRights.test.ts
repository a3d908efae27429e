import {
  deploymentNames,
  kasmDeploymentSpec,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { groupOf } from '@kasm-portal/backstage-plugin-kasm-node';
import { asked, configWith } from '../__testUtils__/inMemory';
import { describeRight, type Right } from '../preflight/Right';
import { neededRights } from '../preflight/rights';
import { grantsOf, manifestsOf } from './__testUtils__/writerRules';

const main = manifestsOf('writer-rbac.yaml');
const optional = manifestsOf('writer-rbac-optional.yaml');
const LABEL = 'kasm-portal/for';
const partOf = (name: string) =>
  optional.filter(({ metadata }) => metadata.labels?.[LABEL] === name);

function isGranted(right: Right, documents: typeof main): boolean {
  return grantsOf(documents).some(
    ({ namespace, group, resource, verb, name }) =>
      group === groupOf(right.resource) &&
      resource === right.resource.plural &&
      verb === right.verb &&
      (!namespace || namespace === right.namespace) &&
      (!name || name === right.name),
  );
}

/** What the preflight would name as missing. */
function missing(
  more: object,
  documents: typeof main,
  { namespaces = [] as string[], rancher = false } = {},
): string[] {
  const spec = kasmDeploymentSpec.parse({ ...asked, ...more });
  const [cluster] = configWith().clusters;
  return neededRights(
    {
      spec,
      names: deploymentNames(spec),
      cluster: { ...cluster, rancher },
    },
    { missing: namespaces, networkPolicies: false },
  )
    .filter(right => !isGranted(right, documents))
    .map(describeRight);
}

describe('manifests/writer-rbac-optional.yaml', () => {
  it.each([
    ['network-policies', { networkPolicies: true }, {}],
    [
      'external-secrets',
      {
        secrets: {
          mode: 'externalSecrets',
          store: { name: 'vault' },
          credentialsPath: 'kasm/database',
          superuserPath: 'kasm/superuser',
        },
      },
      {},
    ],
    [
      'gateway',
      {
        ingress: {
          kind: 'httpRoute',
          gateway: { name: 'public', namespace: 'gateways' },
        },
      },
      {},
    ],
    ['traefik', { ingress: { manageTraefikTimeouts: true } }, {}],
    ['namespaces', {}, { namespaces: ['kasm'] }],
  ])('has what %s needs, and the other file has not', (name, more, around) => {
    expect(partOf(name).length).toBeGreaterThan(1);
    expect(missing(more, main, around)).not.toEqual([]);
    expect(missing(more, [...main, ...partOf(name)], around)).toEqual([]);
  });

  it('has what Rancher asks for when namespaces are made', () => {
    const around = { namespaces: ['kasm'], rancher: true };
    const made = [...main, ...partOf('namespaces')];
    expect(missing({}, made, around)).toEqual([
      'updatepsa projects.management.cattle.io',
    ]);
    expect(missing({}, [...made, ...partOf('rancher')], around)).toEqual([]);
  });

  it('says of each part what it is for, and binds it to the writer alone', () => {
    for (const { metadata } of optional) {
      expect(metadata.labels?.[LABEL]).toMatch(/^[a-z-]+$/);
    }
    const bindings = optional.filter(({ kind }) => /Binding$/.test(kind));
    for (const { metadata, roleRef, subjects } of bindings) {
      expect(roleRef).toMatchObject({ name: metadata.name });
      expect(subjects).toEqual([
        {
          kind: 'ServiceAccount',
          name: 'kasm-portal-writer',
          namespace: 'kasm-portal',
        },
      ]);
    }
    expect(
      optional
        .filter(({ kind }) => /Role$/.test(kind))
        .map(({ metadata }) => metadata.name),
    ).toEqual(
      optional
        .filter(({ kind }) => /Binding$/.test(kind))
        .map(({ metadata }) => metadata.name),
    );
  });
});
