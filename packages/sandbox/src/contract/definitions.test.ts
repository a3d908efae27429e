import { randomBytes } from 'node:crypto';
import { contractClusters, eventually, useContract } from './contractClusters';

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

const schema = {
  openAPIV3Schema: {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        required: ['size'],
        properties: {
          size: { type: 'integer', minimum: 1 },
          colour: { type: 'string', default: 'red' },
        },
      },
      status: {
        type: 'object',
        properties: { ready: { type: 'boolean' } },
      },
    },
  },
};

describe.each(contractClusters)('defines kinds on $name', ({ start }) => {
  const on = useContract(start);
  const group = `contract-${randomBytes(4).toString('hex')}.kasm.io`;

  const version = (name: string, more: object = {}) => ({
    name,
    served: true,
    storage: false,
    schema,
    subresources: { status: {} },
    additionalPrinterColumns: [
      { name: 'Size', type: 'integer', jsonPath: '.spec.size' },
    ],
    ...more,
  });
  const definition = (plural: string, kind: string, versions: object[]) => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: { group, scope: 'Namespaced', names: { plural, kind }, versions },
  });
  const pathOf = (plural: string) => `${DEFINITIONS}/${plural}.${group}`;
  const established = (plural: string) =>
    eventually(
      () => on.admin.get(pathOf(plural)),
      ({ json }) =>
        json.status?.conditions?.some(
          (each: any) => each.type === 'Established' && each.status === 'True',
        ),
    );
  const thing = (
    kind: string,
    name: string,
    spec: object = { size: 1 },
    of = 'v1',
  ) => ({
    apiVersion: `${group}/${of}`,
    kind,
    metadata: { name },
    spec,
  });
  /** A real server serves a kind a moment after it says so. */
  async function made(plural: string, body: any) {
    const path = on.group(body.apiVersion, plural);
    const answer = await eventually(
      () => on.admin.post(path, body),
      ({ status }) => status !== 404,
    );
    expect(answer.status).toBe(201);
    return answer.json;
  }

  it('serves what a definition defines, until it is deleted', async () => {
    const created = await on.admin.post(
      DEFINITIONS,
      definition('widgets', 'Widget', [version('v1', { storage: true })]),
    );
    expect(created.status).toBe(201);
    expect(created.json.spec).toMatchObject({
      names: { singular: 'widget', listKind: 'WidgetList' },
      conversion: { strategy: 'None' },
    });
    expect(created.json.status).toMatchObject({ storedVersions: ['v1'] });
    const { json } = await established('widgets');
    expect(json.status.acceptedNames).toEqual({
      plural: 'widgets',
      singular: 'widget',
      kind: 'Widget',
      listKind: 'WidgetList',
    });
    expect(json.status.conditions).toEqual([
      expect.objectContaining({
        type: 'NamesAccepted',
        status: 'True',
        reason: 'NoConflicts',
        message: 'no conflicts found',
      }),
      expect.objectContaining({
        type: 'Established',
        status: 'True',
        reason: 'InitialNamesAccepted',
        message: 'the initial names have been accepted',
      }),
    ]);

    const widget = await made('widgets', {
      ...thing('Widget', 'one', { size: 2, unknown: 1 }),
      status: { ready: true },
    });
    expect(widget).toMatchObject({ spec: { size: 2, colour: 'red' } });
    expect(widget.spec).not.toHaveProperty('unknown');
    expect(widget).not.toHaveProperty('status');
    const path = on.group(`${group}/v1`, 'widgets');
    const wrong = await on.admin.post(
      path,
      thing('Widget', 'two', { size: 0 }),
    );
    expect(wrong.status).toBe(422);
    const ready = await on.admin.patch(`${path}/one/status`, {
      status: { ready: true },
    });
    expect(ready.json.status).toEqual({ ready: true });
    const table = await on.admin.send('GET', path, {
      accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
    });
    expect(
      table.json.columnDefinitions.map((column: any) => column.name),
    ).toEqual(['Name', 'Size']);
    expect(table.json.rows[0].cells).toEqual(['one', 2]);

    const watch = await on.admin.watch(path);
    expect(await watch.names(1)).toEqual(['ADDED one']);
    const dying = await on.admin.delete(pathOf('widgets'));
    expect(dying.status).toBe(200);
    expect(await watch.names(1)).toEqual(['DELETED one']);
    await eventually(
      () => on.admin.get(pathOf('widgets')),
      ({ status }) => status === 404,
    );
    await eventually(
      () => on.admin.get(path),
      ({ status }) => status === 404,
    );
  });

  it('waits with the definition for objects that are held', async () => {
    await on.admin.post(
      DEFINITIONS,
      definition('gadgets', 'Gadget', [version('v1', { storage: true })]),
    );
    await established('gadgets');
    const held = thing('Gadget', 'held');
    await made('gadgets', {
      ...held,
      metadata: { ...held.metadata, finalizers: ['kasm.io/hold'] },
    });
    const dying = await on.admin.delete(pathOf('gadgets'));
    expect(dying.json.metadata.finalizers).toEqual([
      'customresourcecleanup.apiextensions.k8s.io',
    ]);
    const path = on.group(`${group}/v1`, 'gadgets');
    const refused = await eventually(
      () => on.admin.post(path, thing('Gadget', 'late'), { dryRun: 'All' }),
      ({ status }) => status !== 201,
    );
    expect(refused.status).toBe(405);
    expect(refused.json.message).toBe(
      'create not allowed while custom resource definition is terminating',
    );
    const waiting = await on.admin.get(pathOf('gadgets'));
    expect(waiting.json.status.conditions).toContainEqual(
      expect.objectContaining({ type: 'Terminating', status: 'True' }),
    );
    await on.admin.patch(`${path}/held`, { metadata: { finalizers: null } });
    await eventually(
      () => on.admin.get(pathOf('gadgets')),
      ({ status }) => status === 404,
    );
  });

  it('shows one object in every version that is served', async () => {
    const both = definition('gizmos', 'Gizmo', [
      version('v1beta1'),
      version('v1', { storage: true }),
    ]);
    await on.admin.post(DEFINITIONS, both);
    await established('gizmos');
    await made('gizmos', thing('Gizmo', 'old', { size: 3 }, 'v1beta1'));
    const newer = await on.admin.get(on.group(`${group}/v1`, 'gizmos', 'old'));
    expect(newer.json).toMatchObject({
      apiVersion: `${group}/v1`,
      spec: { size: 3 },
    });
    const older = await on.admin.get(on.group(`${group}/v1beta1`, 'gizmos'));
    expect(older.json.items[0].apiVersion).toBe(`${group}/v1beta1`);
    const found = await eventually(
      () => on.admin.get(`/apis/${group}`),
      ({ json }) => json?.versions?.length === 2,
    );
    expect(found.json.versions.map((each: any) => each.version)).toEqual([
      'v1',
      'v1beta1',
    ]);
    expect(found.json.preferredVersion.version).toBe('v1');

    const current = await on.admin.get(pathOf('gizmos'));
    current.json.spec.versions[0].served = false;
    const changed = await on.admin.put(pathOf('gizmos'), current.json);
    expect(changed.status).toBe(200);
    await eventually(
      () => on.admin.get(on.group(`${group}/v1beta1`, 'gizmos')),
      ({ status }) => status === 404,
    );
    expect((await on.admin.get(on.group(`${group}/v1`, 'gizmos'))).status).toBe(
      200,
    );
    await on.admin.delete(pathOf('gizmos'));
  });

  it('refuses definitions that contradict themselves', async () => {
    const refused = async (body: any) => {
      const answer = await on.admin.post(DEFINITIONS, body);
      expect(answer.status).toBe(422);
      return answer.json.details.causes.map(({ field }: any) => field);
    };
    const good = definition('sprockets', 'Sprocket', [
      version('v1', { storage: true }),
    ]);
    expect(
      await refused({ ...good, metadata: { name: `other.${group}` } }),
    ).toContain('metadata.name');
    expect(
      await refused(definition('sprockets', 'Sprocket', [version('v1')])),
    ).toContain('spec.versions');
    expect(
      await refused(
        definition('sprockets', 'Sprocket', [
          version('v1', { storage: true, schema: undefined }),
        ]),
      ),
    ).toContain('spec.versions[0].schema.openAPIV3Schema');
  });
});
