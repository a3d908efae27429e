import {
  groupOf,
  resources,
  type KubeObject,
  type KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { allWatches } from '../sources/__testUtils__/allWatches';
import type { Scope } from '../sources/ClusterViews';
import {
  manifestsOf,
  realPlace,
  sandboxPlace,
  type Place,
} from './__testUtils__/readerPlaces';
import { inWords, rightsIn, type Right } from './__testUtils__/rights';

jest.setTimeout(120_000);

const real = process.env.KASM_REAL_KUBECONFIG;
const PLACES: Array<[string, () => Promise<Place>]> = [
  ['the sandbox', sandboxPlace],
  ...(real
    ? [
        ['a real API server', () => realPlace(real)] as [
          string,
          () => Promise<Place>,
        ],
      ]
    : []),
];

const documents = manifestsOf('reader-rbac.yaml');

/** What is asked for besides what is watched, and where. */
const CALLS: Array<[Right, string]> = [
  ...['kasm-portal', 'kasm', 'database'].flatMap(
    (namespace): Array<[Right, string]> => [
      [
        { namespace, group: '', resource: 'pods/log', verb: 'get' },
        'logs of pods that fail',
      ],
      [
        { group: '', resource: 'namespaces', verb: 'get', name: namespace },
        'whether a namespace is there',
      ],
    ],
  ),
  [
    {
      namespace: 'kasm',
      group: 'metrics.k8s.io',
      resource: 'pods',
      verb: 'list',
    },
    'what pods use',
  ],
  // Only where a deployment is not all defaults.
  [
    {
      namespace: 'kasm',
      group: 'cert-manager.io',
      resource: 'issuers',
      verb: 'list',
    },
    'a Certificate that names an issuer of its own namespace',
  ],
  [
    {
      namespace: 'kasm',
      group: 'gateway.networking.k8s.io',
      resource: 'httproutes',
      verb: 'list',
    },
    'a deployment that is reached by the Gateway API',
  ],
];

function rightOf(resource: KubeResource, scope: Scope, verb: string): Right {
  const name = /^metadata\.name=(.+)$/.exec(scope.fieldSelector ?? '')?.[1];
  return {
    ...(scope.namespace && { namespace: scope.namespace }),
    group: groupOf(resource),
    resource: resource.plural,
    verb,
    ...(name && { name }),
  };
}

/** Everything that the backend asks for. */
async function allNeeds(): Promise<Right[]> {
  const watched = (await allWatches()).flatMap(({ resource, scope }) =>
    ['list', 'watch'].map(verb => rightOf(resource, scope, verb)),
  );
  return [...watched, ...CALLS.map(([right]) => right)];
}

const place = (right: Right) =>
  [right.namespace, right.group, right.resource, right.name].join('|');

describe('manifests/reader-rbac.yaml', () => {
  it('names no resource that the backend never asks for', async () => {
    const asked = new Set((await allNeeds()).map(place));
    const unused = rightsIn(documents)
      .filter(right => !asked.has(place(right)))
      .map(right => `${inWords(right)} in ${right.namespace}`);
    expect(unused).toEqual([]);
  });
});

describe.each(PLACES)(
  'SEC-40: what the backend asks for, on %s',
  (_, start) => {
    let on: Place;
    let needs: Right[];

    beforeAll(async () => {
      on = await start();
      await on.apply(documents.filter(on.has));
      needs = (await allNeeds()).filter(
        ({ namespace }) =>
          !namespace || on.has({ metadata: { namespace } } as KubeObject),
      );
    });
    afterAll(() => on?.stop());

    const refused = async () => {
      const answers = await Promise.all(
        needs.map(async need => {
          const [resource, subresource] = need.resource.split('/');
          const may = await on.reader.canI({
            ...need,
            resource,
            ...(subresource && { subresource }),
          });
          return may ? [] : [`${inWords(need)} in ${need.namespace}`];
        }),
      );
      return answers.flat();
    };

    it('is allowed, all of it', async () => {
      expect(needs.length).toBeGreaterThan(40);
      expect(await refused()).toEqual([]);
    });

    it('is not, with any one resource of the file taken away', async () => {
      for (const role of documents.filter(
        one => /Role$/.test(one.kind) && on.has(one),
      )) {
        const rules = role.rules as Array<{ resources: string[] }>;
        for (const [at, rule] of rules.entries()) {
          for (const resource of rule.resources) {
            const less = rule.resources.filter(other => other !== resource);
            const left = rules.flatMap((other, index) => {
              if (index !== at) return [other];
              return less.length > 0 ? [{ ...rule, resources: less }] : [];
            });
            await on.apply([{ ...role, rules: left }]);
            const missing = await refused();
            expect([role.metadata.namespace, resource, missing]).toEqual([
              role.metadata.namespace,
              resource,
              expect.arrayContaining([expect.stringContaining(` ${resource}`)]),
            ]);
          }
        }
        await on.apply([role]);
      }
    });

    it('is listed in truth', async () => {
      const all = Object.values(resources);
      const refusals: string[] = [];
      for (const need of needs.filter(({ verb }) => verb === 'list')) {
        const kind = all.find(
          one => one.plural === need.resource && groupOf(one) === need.group,
        )!;
        await on.reader
          .list(kind, {
            namespace: need.namespace,
            ...(need.name && { fieldSelector: `metadata.name=${need.name}` }),
          })
          .catch(error => {
            // Not every cluster has every kind; no cluster may refuse one.
            if (error.kind !== 'notFound') {
              refusals.push(`${inWords(need)}: ${error.message}`);
            }
          });
      }
      expect(refusals).toEqual([]);
    });
  },
);
