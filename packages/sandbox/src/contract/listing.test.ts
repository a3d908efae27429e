import { contractClusters, useContract } from './contractClusters';
import { CNPG, configMap, databaseCluster } from './objects';

describe.each(contractClusters)('lists on $name', ({ start }) => {
  const on = useContract(start);

  beforeAll(async () => {
    for (const name of ['e', 'd', 'c', 'b', 'a']) {
      await on.admin.post(
        on.core('configmaps'),
        configMap(
          `item-${name}`,
          { name },
          { labels: { letter: name, part: 'list' } },
        ),
      );
    }
    await on.admin.post(on.group(CNPG, 'clusters'), databaseCluster('pg'));
  });

  const part = { labelSelector: 'part=list' };
  const names = (answer: any): string[] =>
    answer.json.items.map((item: any) => item.metadata.name);

  it('names the list, sorts it and tells from where to watch', async () => {
    const answer = await on.admin.get(on.core('configmaps'), part);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.json).toMatchObject({
      kind: 'ConfigMapList',
      apiVersion: 'v1',
      metadata: { resourceVersion: expect.stringMatching(/^\d+$/) },
    });
    expect(names(answer)).toEqual([
      'item-a',
      'item-b',
      'item-c',
      'item-d',
      'item-e',
    ]);
    const newest = Math.max(
      ...answer.json.items.map((item: any) =>
        Number(item.metadata.resourceVersion),
      ),
    );
    expect(Number(answer.json.metadata.resourceVersion)).toBeGreaterThanOrEqual(
      newest,
    );
  });

  it('leaves kind and apiVersion out of built-in items and in custom ones', async () => {
    const builtIn = await on.admin.get(on.core('configmaps'), part);
    expect(builtIn.json.items[0]).not.toHaveProperty('kind');
    const custom = await on.admin.get(on.group(CNPG, 'clusters'));
    expect(custom.json).toMatchObject({
      kind: 'ClusterList',
      apiVersion: CNPG,
      metadata: { continue: '' },
      items: [{ kind: 'Cluster', apiVersion: CNPG }],
    });
  });

  it('lists across namespaces', async () => {
    const answer = await on.admin.get('/api/v1/configmaps', {
      ...part,
      fieldSelector: `metadata.namespace=${on.namespace}`,
    });
    expect(names(answer)).toHaveLength(5);
  });

  it('is empty for a namespace that does not exist', async () => {
    const answer = await on.admin.get(
      '/api/v1/namespaces/does-not-exist/configmaps',
    );
    expect(answer.status).toBe(200);
    expect(answer.json.items).toEqual([]);
  });

  it.each([
    ['letter=a', ['item-a']],
    ['letter==a,part=list', ['item-a']],
    ['letter in (a, b)', ['item-a', 'item-b']],
    ['part=list,letter notin (a,b,c)', ['item-d', 'item-e']],
    ['part=list,letter!=a,!other', ['item-b', 'item-c', 'item-d', 'item-e']],
    ['letter,part=none', []],
  ])('selects by labels %s', async (labelSelector, expected) => {
    const answer = await on.admin.get(on.core('configmaps'), { labelSelector });
    expect(names(answer)).toEqual(expected);
  });

  it('refuses labels that cannot be', async () => {
    const answer = await on.admin.get(on.core('configmaps'), {
      labelSelector: 'a=-x',
    });
    expect(answer.status).toBe(400);
    expect(answer.json.reason).toBe('BadRequest');
    expect(answer.json.message).toContain('invalid label value: "-x"');
  });

  it('selects by name and namespace', async () => {
    const answer = await on.admin.get(on.core('configmaps'), {
      fieldSelector: `metadata.name=item-b,metadata.namespace=${on.namespace}`,
    });
    expect(names(answer)).toEqual(['item-b']);
    const others = await on.admin.get(on.group(CNPG, 'clusters'), {
      fieldSelector: 'metadata.name!=pg',
    });
    expect(names(others)).toEqual([]);
  });

  it('refuses fields it cannot select by', async () => {
    const builtIn = await on.admin.get(on.core('configmaps'), {
      fieldSelector: 'data.a=1',
    });
    expect(builtIn.status).toBe(400);
    expect(builtIn.json.message).toContain(
      '"data.a" is not a known field selector',
    );
    const custom = await on.admin.get(on.group(CNPG, 'clusters'), {
      fieldSelector: 'spec.instances=1',
    });
    expect(custom.status).toBe(400);
    expect(custom.json.message).toContain(
      'field label not supported: spec.instances',
    );
  });

  it.each([
    [
      'a in (b,c',
      "unable to parse requirement: found '', expected: ',' or ')'",
    ],
    ['=b', "found '=', expected: !, identifier, or 'end of string'"],
    [',', "found ',', expected: !, identifier, or 'end of string'"],
    [
      'a b',
      "unable to parse requirement: found 'b', expected: '=', '!=', '==', 'in', notin'",
    ],
    ['a in b', "unable to parse requirement: found 'b' expected: '('"],
    ['!', "unable to parse requirement: found '', expected: identifier"],
    ['a=b c', "found 'c', expected: ',' or 'end of string'"],
    [
      'a>x',
      "unable to parse requirement: for 'Gt', 'Lt' operators, the value must be an integer",
    ],
    [
      'a/b/c=d',
      'unable to parse requirement: invalid label key "a/b/c": a qualified name must consist of',
    ],
  ])(
    'says what is wrong with the labels %s',
    async (labelSelector, message) => {
      const answer = await on.admin.get(on.core('configmaps'), {
        labelSelector,
      });
      expect(answer.status).toBe(400);
      expect(answer.json.message.slice(0, message.length)).toBe(message);
    },
  );

  it('reads every form of labels', async () => {
    const select = async (labelSelector: string) =>
      (await on.admin.get(on.core('configmaps'), { labelSelector })).status;
    for (const selector of [
      'a=',
      'a in ()',
      'a>1',
      ' a , !b ',
      'x/a notin(b)',
    ]) {
      expect(await select(selector)).toBe(200);
    }
  });

  it.each([
    ['pods', 'foo=bar', 'field label not supported: foo'],
    ['pods', 'foo', "invalid selector: 'foo'; can't understand 'foo'"],
    [
      'pods',
      'metadata.name=x=y',
      'invalid field selector: unescaped character in value: 61',
    ],
    [
      'services',
      'spec.foo=x',
      '"spec.foo" is not a known field selector: only "metadata.name", "metadata.namespace"',
    ],
    ['secrets', 'spec.foo=x', 'field label not supported: spec.foo'],
  ])(
    'says what is wrong with the fields of %s %s',
    async (plural, fieldSelector, message) => {
      const answer = await on.admin.get(on.core(plural), { fieldSelector });
      expect(answer.status).toBe(400);
      expect(answer.json.message).toBe(message);
    },
  );

  it('selects pods and secrets by more', async () => {
    const fields: Array<[string, string]> = [
      ['pods', 'status.phase=Running,spec.nodeName!=x'],
      ['pods', 'spec.nodeName='],
      ['secrets', 'type=Opaque'],
      ['events', 'involvedObject.kind=Pod,type!=Normal'],
    ];
    for (const [plural, fieldSelector] of fields) {
      const answer = await on.admin.get(on.core(plural), { fieldSelector });
      expect(answer.status).toBe(200);
    }
    const escaped = await on.admin.get(on.core('configmaps'), {
      fieldSelector: 'metadata.name=a\\,b',
    });
    expect(names(escaped)).toEqual([]);
  });

  it.each([
    [
      'resourceVersionMatch=Exact',
      'Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
    ],
    [
      'resourceVersionMatch=Exact&resourceVersion=0',
      'Forbidden: resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
    ],
    [
      'resourceVersionMatch=foo&resourceVersion=1',
      'Unsupported value: "foo": supported values: "Exact", "NotOlderThan", ""',
    ],
  ])('refuses %s', async (query, message) => {
    const answer = await on.admin.get(
      on.core('configmaps'),
      Object.fromEntries(new URLSearchParams(query)),
    );
    expect(answer.status).toBe(422);
    expect(answer.json.message).toBe(
      `ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: ${message}`,
    );
  });

  it('shows the very revision that was asked for', async () => {
    const path = on.core('configmaps');
    const { json } = await on.admin.get(path, part);
    const { resourceVersion } = json.metadata;
    await on.admin.post(
      path,
      configMap('later', {}, { labels: { part: 'list' } }),
    );
    const exactly = { ...part, resourceVersion, resourceVersionMatch: 'Exact' };
    const then = await on.admin.get(path, exactly);
    expect(names(then)).not.toContain('later');
    expect(then.json.metadata.resourceVersion).toBe(resourceVersion);
    const paged = await on.admin.get(path, {
      ...part,
      resourceVersion,
      limit: '50',
    });
    expect(names(paged)).not.toContain('later');
    const notOlder = await on.admin.get(path, { ...part, resourceVersion });
    expect(names(notOlder)).toContain('later');
    await on.admin.delete(on.core('configmaps', 'later'));
  });

  it('gives pages of one state, each with the next', async () => {
    const seen: string[] = [];
    const versions = new Set<string>();
    let query: Record<string, string> = { limit: '2' };
    let first: any;
    for (let count = 0; count < 10; count += 1) {
      const answer = await on.admin.get(on.core('configmaps'), query);
      first ??= answer.json;
      seen.push(...names(answer));
      versions.add(answer.json.metadata.resourceVersion);
      if (count === 0) {
        await on.admin.post(on.core('configmaps'), configMap('item-z'));
      }
      if (!answer.json.metadata.continue) {
        break;
      }
      query = { limit: '2', continue: answer.json.metadata.continue };
    }
    expect(first.metadata.remainingItemCount).toBeGreaterThanOrEqual(3);
    expect(seen.filter(name => name.startsWith('item-'))).toEqual([
      'item-a',
      'item-b',
      'item-c',
      'item-d',
      'item-e',
    ]);
    expect(versions.size).toBe(1);
  });

  it('does not count what remains of a selection', async () => {
    const answer = await on.admin.get(on.core('configmaps'), {
      ...part,
      limit: '2',
    });
    expect(names(answer)).toHaveLength(2);
    expect(answer.json.metadata.continue).toBeTruthy();
    expect(answer.json.metadata).not.toHaveProperty('remainingItemCount');
  });

  it('ignores the limit for any cached state', async () => {
    const answer = await on.admin.get(on.core('configmaps'), {
      ...part,
      limit: '2',
      resourceVersion: '0',
    });
    expect(names(answer)).toHaveLength(5);
    expect(answer.json.metadata).not.toHaveProperty('continue');
  });

  it('refuses tokens and limits that are none', async () => {
    const path = on.core('configmaps');
    const token = await on.admin.get(path, { limit: '2', continue: 'bad!' });
    expect(token.status).toBe(400);
    expect(token.json.message).toContain('continue key is not valid');
    const limit = await on.admin.get(path, { limit: 'abc' });
    expect(limit.status).toBe(400);
    const { json } = await on.admin.get(path, { limit: '2' });
    const both = await on.admin.get(path, {
      limit: '2',
      continue: json.metadata.continue,
      resourceVersion: json.metadata.resourceVersion,
    });
    expect(both.status).toBe(400);
    expect(both.json.message).toContain(
      'specifying resource version is not allowed when using continue',
    );
  });

  it('cannot show the future', async () => {
    const answer = await on.admin.get(on.core('configmaps'), {
      resourceVersion: '99999999',
    });
    expect(answer.status).toBe(504);
    expect(answer.headers['retry-after']).toBe('1');
    expect(answer.json).toMatchObject({
      reason: 'Timeout',
      message: expect.stringContaining(
        'Too large resource version: 99999999, current: ',
      ),
      details: { retryAfterSeconds: 1 },
    });
  });

  it('answers 410 with a way on when the state of a token is gone', async () => {
    const path = on.core('configmaps');
    const { json } = await on.admin.get(path, { limit: '2' });
    await on.admin.post(path, configMap('item-after'));
    await on.compact();
    const query = { limit: '2', continue: json.metadata.continue };
    const gone = await on.admin.get(path, query);
    expect(gone.status).toBe(410);
    expect(gone.json).toMatchObject({
      kind: 'Status',
      reason: 'Expired',
      code: 410,
      message: expect.stringContaining(
        'The provided continue parameter is too old',
      ),
    });
    const rest = await on.admin.get(path, {
      continue: gone.json.metadata.continue,
    });
    expect(rest.status).toBe(200);
    expect(names(rest)).toContain('item-e');
    expect(names(rest)).not.toContain('item-a');
  });
});
