import { serveForTests } from '../serveForTests';
import { descriptions } from './descriptions';
import {
  builtInDefinition,
  isDefined,
} from '../schemas/builtIn/builtInDefinition';
import { customSchema } from '../schemas/custom/customSchema';
import { memberSchema, type Schema } from '../schemas/Schema';
import { customKinds } from '../resources/customKinds';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

describe('OpenAPI documents', () => {
  const served = serveForTests();

  const index = async (): Promise<Record<string, string>> => {
    const { json } = await served.client.get('/openapi/v3');
    return Object.fromEntries(
      Object.entries<any>(json.paths).map(([root, entry]) => [
        root,
        entry.serverRelativeURL,
      ]),
    );
  };
  const document = async (root: string) =>
    (await served.client.get((await index())[root])).json;

  /** The schema at a path, as `kubectl explain` finds it. */
  function explained(schemas: any, kind: string, path: string): any {
    const follow = (schema: any): any => {
      const reference = schema.$ref ?? schema.allOf?.[0].$ref;
      return reference
        ? { ...follow(schemas[reference.split('/').at(-1)]), ...schema }
        : schema;
    };
    const root = Object.values<any>(schemas).find(
      schema => schema['x-kubernetes-group-version-kind']?.[0].kind === kind,
    );
    return path
      .split('.')
      .filter(Boolean)
      .reduce((schema, name) => {
        let at = follow(schema);
        while (at.items || at.additionalProperties) {
          at = follow(at.items ?? at.additionalProperties);
        }
        return at.properties[name];
      }, root);
  }

  it('lead nowhere that is not there, and describe every kind', async () => {
    for (const [root, url] of Object.entries(await index())) {
      const { json } = await served.client.get(url);
      const { schemas } = json.components;
      const references = JSON.stringify(json).match(
        /(?<="\$ref":"#\/components\/schemas\/)[^"]+/g,
      );
      expect([...new Set(references)].filter(name => !schemas[name])).toEqual(
        [],
      );
      for (const [path, operations] of Object.entries<any>(json.paths)) {
        expect(path.startsWith(`/${root}/`)).toBe(true);
        for (const operation of Object.values<any>(operations)) {
          const { kind } = operation['x-kubernetes-group-version-kind'];
          expect(explained(schemas, kind, 'metadata')).toBeTruthy();
        }
      }
    }
  });

  it('say what kubectl explain shows', async () => {
    const apps = (await document('apis/apps/v1')).components.schemas;
    const containers = explained(
      apps,
      'Deployment',
      'spec.template.spec.containers',
    );
    expect(containers).toMatchObject({
      type: 'array',
      description: expect.any(String),
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
    });
    expect(
      explained(
        apps,
        'Deployment',
        'spec.template.spec.containers.ports.protocol',
      ),
    ).toMatchObject({ type: 'string', default: 'TCP' });
    const cnpg = (await document('apis/postgresql.cnpg.io/v1')).components
      .schemas;
    expect(explained(cnpg, 'Cluster', 'spec')).toMatchObject({
      required: ['instances'],
    });
    expect(
      Object.keys(explained(cnpg, 'Cluster', 'spec.bootstrap').properties),
    ).toEqual(['initdb', 'pg_basebackup', 'recovery']);
    expect(
      explained(cnpg, 'Cluster', 'spec.affinity.tolerations.operator'),
    ).toMatchObject({ type: 'string' });
  });

  it('are kept by clients until something changes', async () => {
    const url = (await index())['apis/apps/v1'];
    const first = await served.client.get(url);
    expect(first.headers['cache-control']).toBe('public, immutable');
    expect(first.headers.expires).toBeTruthy();
    const { etag } = first.headers;
    expect(url).toContain(JSON.parse(etag!));
    const again = await served.client.send('GET', url, {
      headers: { 'If-None-Match': etag! },
    });
    expect(again).toMatchObject({ status: 304, text: '' });
    const before = await index();
    await served.client.post(
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
      {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: 'things.example.com' },
        spec: {
          group: 'example.com',
          scope: 'Namespaced',
          names: { plural: 'things', kind: 'Thing' },
          versions: [
            {
              name: 'v1',
              served: true,
              storage: true,
              schema: {
                openAPIV3Schema: {
                  type: 'object',
                  properties: {
                    spec: {
                      type: 'object',
                      properties: { size: { type: 'integer', maximum: 3 } },
                    },
                  },
                },
              },
            },
          ],
        },
      },
    );
    const { 'apis/example.com/v1': added, ...rest } = await index();
    expect(rest).toEqual(before);
    const { json } = await served.client.get(added);
    expect(
      explained(json.components.schemas, 'Thing', 'spec.size'),
    ).toMatchObject({ type: 'integer', maximum: 3 });
  });

  it('describe only what there is', () => {
    const schemaAndPath = (key: string): [Schema | undefined, string[]] => {
      const resource = customKinds
        .map(kind => kind.resource)
        .find(each => key === each || key.startsWith(`${each}.`));
      if (resource) {
        const path = key.slice(resource.length + 1).split('.');
        return [customSchema(resource), path];
      }
      const [name, ...path] = key.split('.');
      return [isDefined(name) ? builtInDefinition(name) : undefined, path];
    };
    const lost = Object.keys(descriptions).filter(key => {
      const [schema, path] = schemaAndPath(key);
      return !path
        .filter(Boolean)
        .reduce((at, name) => at && memberSchema(at, name), schema);
    });
    expect(lost).toEqual([]);
  });
});
